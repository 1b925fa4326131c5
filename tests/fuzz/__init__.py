"""Mutated requests and answers through every dialect: `make fuzz`, and a slice of it in the tests."""
