"""Tests of second readings."""
