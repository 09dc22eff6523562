"""Which resources match, and where each word occurs in them."""
