"""The one renderer, and its frame on pages for sitting down."""
