"""Reports over the records: for the public, the authority, auditors and the DPO."""
