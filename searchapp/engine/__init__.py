"""Queries in, ranked answers out: request and results, query language, matching, scoring, facets, snippets."""

from searchapp.engine.open_engine import open_build, open_engine
from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import SearchResults

__all__ = ["SearchEngine", "SearchRequest", "SearchResults", "open_build", "open_engine"]
