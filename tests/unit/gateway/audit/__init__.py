"""Tests of the records, on SQLite and PostgreSQL alike."""
