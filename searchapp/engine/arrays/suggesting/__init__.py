"""Which titles, topics, headings and acronyms of a build contain what was typed."""
