"""Native buttons."""
