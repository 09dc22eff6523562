"""Where resources come from: a folder of files, or an export of records."""
