"""A supporter's copy: what is in it, how it is sealed and kept, its link and its QR code."""
