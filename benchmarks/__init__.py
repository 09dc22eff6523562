"""Speed and relevance, measured: one script a question, peers in the same run, runs committed."""
