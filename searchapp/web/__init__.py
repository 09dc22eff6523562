"""Questions over HTTP in, pages and JSON out; knows the engine by its Protocol alone."""
