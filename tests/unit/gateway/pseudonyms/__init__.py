"""Tests of gateway.pseudonyms."""
