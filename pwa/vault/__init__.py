"""Keys: who can open a plan, and how it is sealed so that a stolen disk or backup reveals nothing."""
