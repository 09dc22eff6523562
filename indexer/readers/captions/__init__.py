"""Reads captions: passages with seconds."""
