"""The library: everything that has been read, in one SQLite file."""
