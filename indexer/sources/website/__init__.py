"""A web site as a source: crawled politely, cached between runs, and only what changed is read again."""
