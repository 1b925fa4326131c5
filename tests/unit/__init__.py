"""Unit tests; the tree mirrors the packages."""
