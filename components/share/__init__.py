"""How the page for sharing looks."""
