"""Bytes of one file in, text with places out; run in a guarded child process."""
