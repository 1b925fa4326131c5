"""One file per policy clause, through the real gateway with the real SDKs."""
