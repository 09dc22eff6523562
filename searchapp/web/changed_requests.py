"""A request in, the one that a link of its page leads to out: on page 1, without the filters of a facet, without any."""

from collections.abc import Sequence
from dataclasses import replace

from searchapp.engine.request import SearchRequest


def first_page(request: SearchRequest) -> SearchRequest:
    """Return *request* on page 1: any changed query starts there."""
    return replace(request, page=1)


def without_facets(request: SearchRequest, facets: Sequence[str]) -> SearchRequest:
    """Return *request* with nothing chosen of some *facets*, on page 1."""
    for facet in facets:
        request = request.without_facet(facet)
    return first_page(request)


def without_filters(request: SearchRequest) -> SearchRequest:
    """Return *request* with its text, how that is read, and its order alone: "Clear filters"."""
    return SearchRequest(
        text=request.text,
        sort=request.sort,
        per_page=request.per_page,
        expand=request.expand,
        exact=request.exact,
    )
