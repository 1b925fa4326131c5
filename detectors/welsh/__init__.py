"""What is Welsh about a text: whether it is, its names, its words for people and for work."""
