"""The `fieldguide` command: what staff type, and the lines that they read."""
