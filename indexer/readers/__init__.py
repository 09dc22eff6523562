"""Reads files: bytes become text with places, in a guarded child process."""
