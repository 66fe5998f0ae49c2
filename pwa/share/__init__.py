"""What others get of a plan: a supporter's copy with its link and code, and the rights of those who write in it."""
