"""What an engine says of a search that found little in; the ways out that a page offers, each with its address, out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.facets import FacetTable
from searchapp.engine.messages import Notice, notice
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import SearchResults
from searchapp.web.changed_requests import first_page, without_facets
from searchapp.web.facets import AddressOf
from searchapp.web.labels import facet_label
from searchapp.web.shortening import shortened
from searchapp.web.translations.current import _, counted

_LONGEST_TEXT = 80  # characters of a text that a link shows


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Another search that finds more."""

    label: str
    address: str
    results: str  # how many it finds


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRescue:
    """What a page says where little or nothing was found."""

    unknown: tuple[Notice, ...]  # which words no resource has, unless the page says so anyway
    ways: tuple[WayOut, ...]


def page_rescue(
    asked: SearchRequest, results: SearchResults, facets: FacetTable, address: AddressOf, *, linked: bool
) -> PageRescue | None:
    """Return what helps those who *asked*; None: they need no help, or there is none. Not *linked*: addresses are too long."""
    rescue = results.rescue
    if rescue is None:
        return None
    told = {
        word
        for each in results.notices
        for _name, value in each.values
        if isinstance(value, tuple)
        for word in value
    }
    unknown = tuple(word for word in rescue.unknown if word not in told)
    return PageRescue(
        unknown=(notice("No resource has %(words)s.", words=unknown),) if unknown else (),
        ways=tuple(_ways(asked, results, facets, address)) if linked else (),
    )


def _ways(
    asked: SearchRequest, results: SearchResults, facets: FacetTable, address: AddressOf
) -> Iterator[WayOut]:
    rescue = results.rescue
    if rescue is None:
        return
    searched = first_page(replace(asked, text=results.searched_for))
    for names, total in rescue.unfiltered:
        label = (
            _("Without the %(facet)s filters", facet=facet_label(facets[names[0]]).lower())
            if len(names) == 1
            else _("Without all filters")
        )
        yield WayOut(label=label, address=address(without_facets(searched, names)), results=_count(total))
    for text, total in rescue.relaxed:
        label = _("Search for %(text)s", text=shortened(text, _LONGEST_TEXT))
        yield WayOut(
            label=label, address=address(replace(searched, text=text, exact=False)), results=_count(total)
        )


def _count(total: int) -> str:
    return counted(total, "%(count)s result", "%(count)s results")
