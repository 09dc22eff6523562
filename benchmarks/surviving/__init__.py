"""Indexers that are killed, servers that are read from meanwhile: what `benchmarks.survival` and `tests/survival` share."""
