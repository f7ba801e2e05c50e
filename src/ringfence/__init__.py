"""Keeps a UK telephone campaign on the right side of the line, and can prove it."""

__version__ = "0.1.0"
