"""A text field that loses nothing."""
