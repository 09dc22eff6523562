"""Documents in, a published index out; knows nothing of the web."""
