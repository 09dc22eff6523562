"""In which order: BM25F, proximity, score regularization, the best passages."""
