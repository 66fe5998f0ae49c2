"""A link to give to someone."""
