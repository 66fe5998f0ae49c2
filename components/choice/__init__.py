"""Native choices."""
