"""PDF in, blocks with pages and headings out."""
