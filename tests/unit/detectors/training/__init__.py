"""Tests of how the model is made."""
