"""Captions in, blocks with seconds out."""
