"""Resources in, the arrays of a new segment out."""
