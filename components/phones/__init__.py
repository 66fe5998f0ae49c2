"""Several phone numbers of one person."""
