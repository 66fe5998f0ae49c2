"""Writing together: the owner's page of those who help, and the pages of whoever helps."""
