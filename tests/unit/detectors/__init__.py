"""Tests of the text library."""
