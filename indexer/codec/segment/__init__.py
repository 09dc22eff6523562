"""One segment: a flat, checksummed, memory-mapped file of arrays."""
