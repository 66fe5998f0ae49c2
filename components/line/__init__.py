"""Says when the line to the server has dropped."""
