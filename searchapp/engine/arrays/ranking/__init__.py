"""In which order: BM25F, proximity, relevance feedback, the best passages."""
