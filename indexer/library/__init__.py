"""The library: everything that was ever read, in one SQLite file."""
