"""What others get of a plan: a supporter's copy, sealed, with its link and code; and the rights of those who write with its owner."""
