"""A file of rows -> a relation of text, refused early, its numbers read: lists and preferences stand on it."""
