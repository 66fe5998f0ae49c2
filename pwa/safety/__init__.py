"""What is promised, what threatens it and what answers that, and notes for an operator: read the .md files."""
