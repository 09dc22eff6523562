"""The text of a query in, what the index is asked for out."""
