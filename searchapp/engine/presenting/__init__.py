"""A hit in, what a person reads of it out: marks, snippets, why it matched."""
