"""What a person typed in, what the index is asked for out."""
