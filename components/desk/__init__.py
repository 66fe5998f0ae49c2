"""How the pages for sitting down look."""
