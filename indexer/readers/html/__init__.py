"""Reads web pages: blocks with headings, or the cards of a listing page."""
