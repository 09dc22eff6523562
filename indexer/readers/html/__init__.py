"""Web pages in, blocks with headings and cards out."""
