"""Tests of what the gateway itself serves."""
