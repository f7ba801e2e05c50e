"""Pages, a module for each part of the work."""
