"""Saving a plan as a file, and bringing one in."""
