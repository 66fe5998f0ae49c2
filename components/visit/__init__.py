"""What only the browser knows about a visit."""
