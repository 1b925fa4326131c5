"""Tests of the shipped model and what runs it."""
