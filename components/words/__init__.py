"""Plain text in any HTML element."""
