"""The rows of a section, in the person's own order."""
