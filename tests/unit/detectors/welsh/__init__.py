"""Tests of detectors/welsh."""
