"""Measuring detection."""
