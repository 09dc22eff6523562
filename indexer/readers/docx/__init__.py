"""Word files in, blocks with headings out."""
