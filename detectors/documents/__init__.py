"""Files in, texts out: what is said in documents, pictures and archives, and what is not read."""
