"""A part that opens and closes."""
