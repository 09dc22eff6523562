"""HTTP requests in, pages and JSON out; knows the engine only by its Protocol."""
