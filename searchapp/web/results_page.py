"""A request and its results in, everything that a page of results shows out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from indexer.resource import RECORD_FORMAT
from searchapp.engine.messages import message
from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import SearchRequest, Sort
from searchapp.engine.results import Hit, SearchResults, TopicView
from searchapp.web.addresses import LONGEST_LINK, SEARCH_PATH, Addresses, text_for_links, topic_path
from searchapp.web.changed_requests import first_page, without_filters
from searchapp.web.exports.links import ExportLinks, export_links
from searchapp.web.facets import AddressOf, Chip, FacetGroup, chips, exclusion_chips, groups
from searchapp.web.other_words import OtherWords, other_words
from searchapp.web.paging import Pager, pager
from searchapp.web.parameters import PageRequest
from searchapp.web.rescue import PageRescue, page_rescue
from searchapp.web.scoped_search import scoped_search
from searchapp.web.translations.current import _, counted

SORT_LABELS: Final[dict[Sort, str]] = {
    "relevance": message("Relevance"),
    "newest": message("Newest first"),
    "oldest": message("Oldest first"),
    "title": message("Title"),
}
# Each hit's link to its own page carries the text on, and all of them together no more than this: a query
# of some hundred words goes along whole where ten hits are shown.
DETAIL_BYTES: Final = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SortOption:
    """One order that the results can be put in."""

    sort: Sort
    label: str
    address: str | None  # None: too long, a button of the search form asks for it
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """One number of results that a page can have."""

    size: int
    address: str | None  # as of a SortOption
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """One page of results, ready to be shown; addresses lead back to the same page.

    Where what was asked is too long to stand in every link, addresses are None, and buttons of the search form, which
    holds all of it once, take their place.
    """

    asked: SearchRequest
    left_out: tuple[str, ...]  # sentences: what was chosen beyond the limits
    results: SearchResults
    groups: tuple[FacetGroup, ...]
    chosen: int  # filters
    chips: tuple[Chip, ...]  # of as many of these as there is room for
    exclusions: tuple[Chip, ...]  # what the text excludes, as far as there is room
    sort_options: tuple[SortOption, ...]
    pager: Pager
    page_sizes: tuple[PageSize, ...]  # (): there is nothing to choose
    per_page: int  # results on a page unless the address says otherwise
    within: str | None  # the slug of the topic that restricts it
    action: str  # where the search form goes
    reset: str  # empties filters and query
    clear: str  # empties the filters, keeps the query
    self_address: str | None  # None: too long to be a link
    count_line: str  # how many there are
    summary_line: str  # … of what, in a sentence
    corrected: bool  # another text was searched for
    as_typed: (
        str | None
    )  # the address of the same search for the text as typed, where another was searched for
    meant: str | None  # the address of the text that was perhaps meant
    other_words: OtherWords | None  # what else was searched for; None: there is nothing else
    rescue: PageRescue | None  # what helps where little or nothing was found
    exports: ExportLinks
    detail_text: str  # what goes along to a hit's own page
    took: float  # seconds in the engine

    @property
    def sorted(self) -> bool:
        """Whether there is an order to choose."""
        return self.results.total > 1 and bool(self.sort_options)


def results_page(  # noqa: PLR0913  # all that decides what the page shows
    engine: SearchEngine,
    requested: PageRequest,
    links: Addresses,
    sizes: Mapping[str, int],
    *,
    topic: TopicView | None = None,
    path: str | None = None,
) -> ResultsPage:
    """Search with *engine* and return the page; *topic* is its scope and is not one of the reader's filters.

    *sizes*: how many values each facet has in the library. *path* is where the page is; None: with the topic, else of all searches.
    """
    if path is None:
        path = topic_path(topic.slug) if topic else SEARCH_PATH
    within = topic.slug if topic else None
    answered = scoped_search(engine, requested.asked, topic)
    asked, results, facets = answered.asked, answered.results, engine.facets()

    def address(request: SearchRequest) -> str:
        return links.search(request, path=path, per_page=requested.per_page)

    def all_values(name: str) -> str:
        return links.facet(name, first_page(asked), within=within, per_page=requested.per_page)

    here = address(asked)
    linked = len(here) <= LONGEST_LINK
    meant = results.did_you_mean
    corrected = results.searched_for != asked.text
    return ResultsPage(
        asked=asked,
        left_out=requested.left_out,
        results=results,
        groups=groups(results, asked, facets, sizes, address, all_values, linked=linked),
        chosen=_chosen(asked),
        chips=chips(asked, facets, address, size=len(here) if linked else None),
        exclusions=exclusion_chips(asked, results.exclusions, address, size=len(here) if linked else None),
        sort_options=_sort_options(asked, address, linked=linked, dated=sizes.get("year", 0) > 0),
        pager=pager(asked, results.total, address, linked=linked),
        page_sizes=_page_sizes(requested, asked, results.total, address, linked=linked),
        per_page=requested.per_page,
        within=within,
        action=links.root + path,
        reset=links.page(path),
        clear=address(without_filters(asked)),
        self_address=here if linked else None,
        count_line=_count_line(asked, results.total),
        summary_line=summary_line(replace(asked, text=results.searched_for), results.total),
        corrected=corrected,
        as_typed=address(first_page(replace(asked, exact=True))) if corrected and linked else None,
        meant=address(first_page(replace(asked, text=meant, exact=False))) if meant and linked else None,
        other_words=other_words(asked, results, address, linked=linked),
        rescue=page_rescue(asked, results, facets, address, linked=linked),
        exports=export_links(asked, results.total, links, within=within, linked=linked),
        detail_text=text_for_links(results.searched_for, DETAIL_BYTES // max(1, len(results.hits))),
        took=answered.took,
    )


def summary_line(asked: SearchRequest, total: int) -> str:
    """Return "24 results for “chokehold”, 2 filters"."""
    number, sentence = _chosen(asked), _count_line(asked, total)
    if asked.text:
        shown = asked.text if len(asked.text) <= 80 else asked.text[:80] + "…"
        sentence = _("%(results)s for “%(text)s”", results=sentence, text=shown)
    filters = counted(number, "%(count)s filter", "%(count)s filters")
    return _("%(results)s, %(filters)s", results=sentence, filters=filters) if number else sentence


def _count_line(asked: SearchRequest, total: int) -> str:
    if asked.text or _chosen(asked):
        return counted(total, "%(count)s result", "%(count)s results")
    return counted(total, "%(count)s resource", "%(count)s resources")


def _chosen(asked: SearchRequest) -> int:
    bounds = (asked.year_from is not None) + (asked.year_to is not None)
    return sum(map(len, asked.chosen.values())) + bounds


def lacks_text(hit: Hit) -> bool:
    """Whether the files behind a hit are known, and none of them has text."""
    files = [document for document in hit.documents if document.format != RECORD_FORMAT]
    return bool(files) and not hit.passages and not any(document.has_text for document in files)


def catalogue_entry(hit: Hit) -> bool:
    """Whether nothing but the catalogue's facts is known: neither a file nor any text."""
    return not (hit.documents or hit.has_text)


def snippet_repeats_passage(hit: Hit) -> bool:
    """Whether the snippet only says again what the first passage says."""
    return any(
        hit.snippet_html in passage.html or passage.html in hit.snippet_html for passage in hit.passages
    )


def _page_sizes(
    requested: PageRequest, asked: SearchRequest, total: int, address: AddressOf, *, linked: bool
) -> tuple[PageSize, ...]:
    """Return the numbers of results to choose from; fewer results than the smallest are on one page anyway."""
    sizes = requested.page_sizes
    if len(sizes) < 2 or total <= sizes[0]:
        return ()
    return tuple(
        PageSize(
            size=size,
            address=address(first_page(replace(asked, per_page=size))) if linked else None,
            current=size == asked.per_page,
        )
        for size in sizes
    )


def _sort_options(
    asked: SearchRequest, address: AddressOf, *, linked: bool, dated: bool
) -> tuple[SortOption, ...]:
    # Without words there is nothing to be relevant to: the list is the newest first.
    current = "newest" if asked.sort == "relevance" and not asked.text else asked.sort
    offered = [
        sort
        for sort in SORT_LABELS
        if (asked.text or sort != "relevance")
        and (dated or sort not in {"newest", "oldest"} or sort == asked.sort)
    ]
    return tuple(
        SortOption(
            sort=sort,
            label=_(SORT_LABELS[sort]),
            address=address(first_page(replace(asked, sort=sort))) if linked else None,
            current=sort == current,
        )
        for sort in (offered if len(offered) > 1 else ())
    )
