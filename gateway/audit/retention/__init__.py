"""Retention: which records are due by the schedule, and letting them go."""
