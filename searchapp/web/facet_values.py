"""A search, a facet and what its values must contain in; one page of all its values, each with the way back, out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from indexer.analysis import fold
from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import MAX_VALUES, SearchRequest
from searchapp.engine.results import FacetValue, TopicView
from searchapp.web.addresses import (
    LONGEST_LINK,
    SEARCH_PATH,
    Addresses,
    facet_path,
    size_of,
    state_of,
    topic_path,
)
from searchapp.web.changed_requests import first_page
from searchapp.web.facets import choosable, present, without
from searchapp.web.labels import WORDED, facet_label, facet_nouns, value_name
from searchapp.web.paging import Pager, page_count, page_window
from searchapp.web.parameters import PageRequest
from searchapp.web.scoped_search import scoped_search

MAX_ROWS: Final = 200  # values on a page: as many as are looked through rather than searched
_MIN_ROWS: Final = 20
# What the links of all rows may take together: each repeats the search that it leads back to.
_ROW_BYTES: Final = 100_000
MAX_FIND: Final = 200  # characters that a value must contain; more are no part of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetRow:
    """One value."""

    value: FacetValue
    address: (
        str | None
    )  # the search with it added, or taken off; None: too long, a button of the form asks for it
    possible: bool  # whether it can be chosen, or taken off


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValues:
    """One page of a facet's values, ready to be shown."""

    name: str
    heading: str
    origin: str  # where it has its values from
    noun: str  # what one of its values is called
    nouns: str  # … and several
    asked: SearchRequest
    per_page: int  # results on a page of the search unless its address says otherwise
    left_out: tuple[str, ...]
    find: str
    total: int  # values that the search leaves
    found: int  # of these, those that contain what was typed
    rows: tuple[FacetRow, ...]
    full: bool  # as many are chosen as can be
    pager: Pager
    action: str  # where the filter form goes
    hidden: tuple[tuple[str, str | int], ...]  # what it carries along: the search
    search: str  # where the search form goes
    back: str | None  # the search as it is; None: too long, a button leads there
    everything: (
        str | None
    )  # this page without what the values must contain; None: too long, or nothing is typed

    @property
    def worded(self) -> bool:
        """Whether its values are in the language of the page, and not in that of the library."""
        return self.origin in WORDED


def facet_values(  # noqa: PLR0913  # a search, its place, and which of the values
    engine: SearchEngine,
    name: str,
    requested: PageRequest,
    links: Addresses,
    *,
    topic: TopicView | None = None,
    find: str = "",
) -> FacetValues:
    """Ask *engine* and return the page of values; the page asked for is one of values, not of results."""
    path = topic_path(topic.slug) if topic else SEARCH_PATH
    within = topic.slug if topic else None
    # One hit is made for nothing; the counts are what is wanted.
    answered = scoped_search(engine, replace(requested.asked, page=1, per_page=1), topic)
    asked, size = replace(answered.asked, per_page=requested.asked.per_page), requested.per_page
    find = find.strip()[:MAX_FIND]
    values = present(answered.results.facets[name])
    facet = engine.facets()[name]
    found = _containing(values, find, facet.origin)
    back = links.search(asked, path=path, per_page=size)
    linked = len(back) <= LONGEST_LINK
    rows = min(MAX_ROWS, max(_MIN_ROWS, _ROW_BYTES // len(back))) if linked else MAX_ROWS
    pages = max(1, page_count(len(found), rows))
    page = min(requested.asked.page, pages)
    full = sum(value.selected for value in values) >= MAX_VALUES

    def page_address(number: int) -> str | None:
        return (
            links.facet(name, asked, within=within, find=find, page=number, per_page=size) if linked else None
        )

    def row(value: FacetValue) -> FacetRow:
        possible = value.selected or (not full and choosable(value))
        address = (
            links.search(_toggled(asked, name, value), path=path, per_page=size)
            if linked and possible
            else None
        )
        return FacetRow(value=value, address=address, possible=possible)

    noun, nouns = facet_nouns(facet)
    return FacetValues(
        name=name,
        heading=facet_label(facet) if name in engine.facets().others else nouns.capitalize(),
        origin=facet.origin,
        noun=noun,
        nouns=nouns,
        asked=asked,
        per_page=size,
        left_out=requested.left_out,
        find=find,
        total=len(values),
        found=len(found),
        rows=tuple(row(value) for value in found[(page - 1) * rows : page * rows]),
        full=full,
        pager=page_window(page, pages, page_address),
        action=links.root + facet_path(name),
        hidden=(
            *state_of(asked),
            *size_of(asked, size),
            *((("within", within),) if within is not None else ()),
        ),
        search=links.root + path,
        back=back if linked else None,
        everything=links.facet(name, asked, within=within, per_page=size) if linked and find else None,
    )


def _containing(values: Sequence[FacetValue], find: str, origin: str) -> list[FacetValue]:
    """Return the values whose names hold each word of *find*, or its beginning, whatever its accents and capitals."""
    words = fold(find).split()
    if not words:
        return list(values)
    names = ((value, fold(str(value_name(value.value, origin)))) for value in values)
    return [value for value, name in names if all(word in name for word in words)]


def _toggled(asked: SearchRequest, name: str, value: FacetValue) -> SearchRequest:
    """Return *asked* on its first page, with the value added, or taken off if it is chosen."""
    chosen, one = asked.chosen.get(name, ()), value.value
    return first_page(asked).choosing(name, without(chosen, one) if value.selected else (*chosen, one))
