"""What others say about something, each under their own name."""
