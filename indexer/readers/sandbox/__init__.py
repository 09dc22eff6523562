"""The guarded child process in which files are read."""
