"""Where sealed plans are kept; nothing in here can read one."""
