"""The guarded child process that reads files."""
