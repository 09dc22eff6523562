"""A build, open: its arrays over all segments, and without deleted resources."""
