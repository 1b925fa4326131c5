"""`make evaluate`: detection measured on every annotated text that is here."""
