"""Second readings of a text in which something is disguised: decoded, joined, spelled out."""
