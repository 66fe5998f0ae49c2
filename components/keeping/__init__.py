"""What is typed stays in the tab until the server has it."""
