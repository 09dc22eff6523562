"""A list of many results: what is known of each without reading its text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from searchapp.engine.results import BuildInfo, HitDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedResource:
    """What a list of many results says of one resource: none of its text is read."""

    id: str
    url: str | None  # its own address; None: its first document's, else its page here
    title: str
    summary: str | None
    types: tuple[str, ...]
    topics: tuple[str, ...]
    year: int | None
    language: str  # of its title and text, else that of the site
    facets: Mapping[str, tuple[str, ...]]  # its values of the other facets, by name
    documents: tuple[HitDocument, ...]  # the first one


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Many results of a request, in the order of its pages."""

    total: int
    searched_for: str
    resources: Iterable[ListedResource]  # once: each is read when it is its turn
    build: BuildInfo
