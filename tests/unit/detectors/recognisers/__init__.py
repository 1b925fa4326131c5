"""Tests of the recognisers, a file per family."""
