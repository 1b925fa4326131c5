"""Records: durable, sealed, searchable."""
