"""Reads Word files: blocks with headings."""
