"""What is suggested while someone types: what was typed, and in which order entries are listed."""
