"""How the shipped model is made: annotated records, corpora, recipe. Not imported when it runs."""
