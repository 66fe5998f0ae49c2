"""What of a page for sitting down is printed."""
