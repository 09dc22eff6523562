"""Facet counts and the filters chosen in, the groups of checkboxes and the chips of a page out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from indexer.facets import STANDARD_TABLE, Facet, FacetTable
from searchapp.engine.query.exclusions import Exclusion
from searchapp.engine.request import MAX_NAME, SearchRequest, Value
from searchapp.engine.results import FacetValue, Hit, SearchResults
from searchapp.web.addresses import Addresses
from searchapp.web.changed_requests import first_page
from searchapp.web.labels import WORDED, facet_label, facet_nouns, value_name
from searchapp.web.translations.current import _

# Values that a page of results holds of one facet, folded ones and all. Nobody looks for one among more without a
# filter box, and that is on the facet's own page (facet_values.py). Those that are chosen are always among them.
MAX_LISTED: Final = 40
MAX_LISTED_SIZE: Final = 8_000  # characters of all their names: 40 of 200
MAX_LINKED: Final = 40  # values of own facets that the page of a resource links to
# What the links of all chips may take: each is as long as the address of the page. About ten filters always have theirs.
CHIP_BYTES: Final = 40_000

AddressOf = Callable[[SearchRequest], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """One facet as a fieldset."""

    name: str
    legend: str
    origin: str  # where it has its values from
    nouns: str  # what several of its values are called
    shown: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]
    total: int  # values in all
    everything: (
        str | None
    )  # the address of all of them; None: too long, a button of the search form leads there
    clear: (
        str | None
    )  # the address without this facet's filters; None: none is chosen, or it would be too long

    @property
    def partial(self) -> bool:
        """Whether there are values that are not among these."""
        return self.total > len(self.shown) + len(self.folded)

    @property
    def worded(self) -> bool:
        """Whether its values are in the language of the page, and not in that of the library."""
        return self.origin in WORDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One chosen filter, and the address without it."""

    label: str
    remove: str


def groups(  # noqa: PLR0913, PLR0917  # an answer, the facets of its library, and its links
    results: SearchResults,
    request: SearchRequest,
    facets: FacetTable,
    sizes: Mapping[str, int],
    address: AddressOf,
    all_values: Callable[[str], str],
    *,
    linked: bool,
) -> tuple[FacetGroup, ...]:
    """Return the facets that can narrow the library, in the order of its settings.

    *sizes*: how many values each has in the library; one alone is no choice, unless it was chosen. Not *linked*: addresses are too
    long.
    """
    found = []
    share = max(1.0, len(facets) / len(STANDARD_TABLE))
    for facet in facets:
        values, cleared = results.facets[facet.name], request.without_facet(facet.name)
        chosen = cleared != request
        offered = bool(values) and sizes.get(facet.name, 0) > 1 and facet.show > 0
        if chosen or offered:
            clear = address(first_page(cleared)) if linked and chosen else None
            every = all_values if linked else None
            found.append(_facet_group(facet, values, share=share, all_values=every, clear=clear))
    return tuple(found)


def chips(
    request: SearchRequest, facets: FacetTable, address: AddressOf, *, size: int | None
) -> tuple[Chip, ...]:
    """Return a chip for each chosen filter, as far as there is room for their links: the boxes of the others can be unticked.

    *size* is that of the page's own address, None: too long for any link.
    """
    rows: list[tuple[str, SearchRequest]] = []
    chosen = request.chosen
    for facet in facets:
        name, values = facet.name, chosen.get(facet.name, ())
        # What "Yes" or "2019" is about, only the facet's own name says.
        prefix = f"{facet_label(facet)}: " if name in facets.others else ""
        rows += [
            (f"{prefix}{value_name(value, facet.origin)}", request.choosing(name, without(values, value)))
            for value in values
        ]
        if name == "year" and request.year_from is not None:
            rows.append((_("From %(year)s", year=request.year_from), replace(request, year_from=None)))
        if name == "year" and request.year_to is not None:
            rows.append((_("To %(year)s", year=request.year_to), replace(request, year_to=None)))
    room = 0 if size is None else CHIP_BYTES // size
    return tuple(Chip(label=label, remove=address(first_page(rest))) for label, rest in rows[:room])


def exclusion_chips(
    request: SearchRequest, exclusions: Sequence[Exclusion], address: AddressOf, *, size: int | None
) -> tuple[Chip, ...]:
    """Return a chip for each thing that the text excludes, as far as there is room for their links; *size* as in `chips`."""
    room = 0 if size is None else CHIP_BYTES // size
    return tuple(
        Chip(
            label=_("without %(words)s", words=each.typed),
            remove=address(first_page(replace(request, text=each.rest))),
        )
        for each in exclusions[:room]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedValues:
    """The values that a resource has of one facet, each with the search for all that have it."""

    legend: str
    values: tuple[tuple[str, str], ...]  # (name, address)


def linked_values(hit: Hit, facets: FacetTable, links: Addresses) -> tuple[LinkedValues, ...]:
    """Return the values that a hit has of the library's own facets; its topics, types and year are shown elsewhere."""
    room = MAX_LINKED
    found = []
    for facet in (facets[name] for name in facets.others if facets[name].show):
        names = hit.facets.get(facet.name, ())[:room]
        room -= len(names)
        if names:
            values = tuple(
                (
                    str(value_name(name, facet.origin)),
                    links.search(SearchRequest().choosing(facet.name, (name,))),
                )
                for name in names
            )
            found.append(LinkedValues(legend=facet_label(facet), values=values))
    return tuple(found)


def choosable(value: FacetValue) -> bool:
    """Whether a value can be chosen: names that are longer than a request may hold cannot."""
    return not isinstance(value.value, str) or len(value.value) <= MAX_NAME


def present(values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return the values that are a choice: one that would find nothing is none, unless it was chosen."""
    return [value for value in values if value.count or value.selected]


def without(values: tuple[Value, ...], gone: Value) -> tuple[Value, ...]:
    """Return *values* without one of them."""
    return tuple(value for value in values if value != gone)


def _facet_group(
    facet: Facet,
    values: Sequence[FacetValue],
    *,
    share: float,
    all_values: Callable[[str], str] | None,
    clear: str | None,
) -> FacetGroup:
    """Return the group of *facet*; with more facets each has room for fewer values, so that the page stays as small: a *share*th."""
    choices = present(values)
    most = max(facet.show, int(MAX_LISTED / share))
    room = max(0, most - sum(value.selected for value in choices))
    others = (value for value in choices if not value.selected and choosable(value))
    kept: set[str | int] = set()
    size = 0
    for value in islice(others, room):
        size += len(str(value.value))
        if size > MAX_LISTED_SIZE / share:
            break
        kept.add(value.value)
    listed = [value for value in choices if value.selected or value.value in kept]
    shown = [value for place, value in enumerate(listed) if place < facet.show or value.selected]
    folded = [value for place, value in enumerate(listed) if place >= facet.show and not value.selected]
    if len(folded) == 1:  # a fold for one line saves nothing
        shown, folded = listed, []
    return FacetGroup(
        name=facet.name,
        legend=facet_label(facet),
        origin=facet.origin,
        nouns=facet_nouns(facet)[1],
        shown=tuple(shown),
        folded=tuple(folded),
        total=len(choices),
        everything=all_values(facet.name) if all_values is not None and len(listed) < len(choices) else None,
        clear=clear,
    )
