"""Small steps towards something, each with a tick."""
