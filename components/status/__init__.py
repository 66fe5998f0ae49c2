"""A line that is read out when it changes."""
