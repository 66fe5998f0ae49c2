"""A date that may be as rough as memory is."""
