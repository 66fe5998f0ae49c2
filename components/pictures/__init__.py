"""Pictures of what matters."""
