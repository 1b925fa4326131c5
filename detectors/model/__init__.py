"""The person and address model this product ships, and what runs it."""
