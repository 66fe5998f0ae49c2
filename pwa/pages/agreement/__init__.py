"""What was agreed for a crisis: read and changed, printed alone, given to someone alone, and made together."""
