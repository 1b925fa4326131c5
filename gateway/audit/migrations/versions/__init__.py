"""One file per change, applied in order and never edited once released."""
