"""The results of a search as files to take away: a table, references, and a feed."""
