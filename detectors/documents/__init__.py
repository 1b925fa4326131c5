"""Files in, texts out: what is said in a document, a picture or an archive, and what is not read."""
