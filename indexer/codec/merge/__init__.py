"""Segments in, one segment out."""
