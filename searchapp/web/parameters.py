"""Query strings in, checked requests out: strict for the API, tolerant for the pages.

Mail programs and trackers add parameters of their own, so a page ignores what it does not know or
cannot use. A programmer corrects four mistakes in one go, so the API names all of them at once.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, TypeVar, cast

from werkzeug.datastructures import MultiDict

from indexer.config import SearchConfig
from indexer.facets import STANDARD_TABLE, FacetTable
from searchapp.engine.request import MAX_TEXT, MAX_VALUES, SORTS, SearchRequest, Sort
from searchapp.web.accepted_parameters import (
    FIRST_YEAR,
    LAST_PAGE,
    LAST_YEAR,
    Parameter,
    resource_parameters,
    search_parameters,
    suggest_parameters,
)
from searchapp.web.limits import beyond_limits, within_limits
from searchapp.web.mistakes import MAX_MISTAKES, BadParametersError, Mistake, brief

Args = MultiDict[str, str]
_Value = TypeVar("_Value", bound=str | int)

# What pages offer beside the default: any other number would only be one more address of the same results.
PAGE_SIZES: Final = (10, 25, 50)
_DIGITS: Final = re.compile(r"\s*[+-]?[0-9]{1,40}\s*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What a page is asked for."""

    asked: SearchRequest
    left_out: tuple[str, ...]  # sentences for the reader: what of it was too much
    per_page: int  # results on a page unless the address says otherwise
    page_sizes: tuple[int, ...]  # what it may say


def strict_request(args: Args, limits: SearchConfig, facets: FacetTable = STANDARD_TABLE) -> SearchRequest:
    """Return the request that *args* ask, or raise BadParametersError with every mistake in them."""
    reading = _ParameterReader(args, search_parameters(limits, facets), facets)
    year_from = reading.number("year_from")
    year_to = reading.number("year_to")
    if year_from is not None and year_to is not None and year_from > year_to:
        reading.wrong("year_from", f"{year_from} is after year_to ({year_to})")
    request = SearchRequest(
        text=text_of(args),
        year_from=year_from,
        year_to=year_to,
        sort=cast("Sort", reading.word("sort")),
        page=reading.number_or_default("page"),
        per_page=reading.number_or_default("per_page"),
        expand=reading.word("expand") != "0",
        exact=reading.word("exact") == "1",
    )
    for facet in facets:
        name = facet.name
        values = reading.numbers(name) if facet.kind == "year" else reading.names(name)
        request = request.choosing(name, values) if values else request
    reading.note(beyond_limits(request))
    reading.finish()
    return request


def strict_resource(args: Args) -> tuple[str, int, bool]:
    """Return the `q` of a resource's API address, which page of its documents, and whether synonyms match too.

    Anything else is a mistake.
    """
    reading = _ParameterReader(args, resource_parameters())
    page = reading.number_or_default("documents")
    expand = reading.word("expand") != "0"
    reading.finish()
    return text_of(args), page, expand


def strict_suggest(args: Args) -> tuple[str, int]:
    """Return what was typed, as it was, and how many suggestions are wanted; anything else is a mistake."""
    reading = _ParameterReader(args, suggest_parameters())
    limit = reading.number_or_default("limit")
    reading.finish()
    # A space at the end says that the word is finished.
    return args.get("q", "")[: MAX_TEXT + 1], limit


def no_parameters(args: Args) -> None:
    """Raise BadParametersError if there is any parameter at all."""
    _ParameterReader(args, ()).finish()


def tolerant_request(args: Args, limits: SearchConfig, facets: FacetTable = STANDARD_TABLE) -> PageRequest:
    """Return the request that *args* come nearest to, within the limits; nothing in them is an error."""
    bounds = [_year(args.get("year_from", "")), _year(args.get("year_to", ""))]
    if bounds[0] is not None and bounds[1] is not None:
        bounds.sort()
    sizes = _page_sizes(limits)
    # A button of the search form sends its order, or its size, behind the one that the form keeps.
    sort = next(iter(args.getlist("sort")[-1:]), "")
    size = _whole(next(iter(args.getlist("per_page")[-1:]), ""))
    asked = SearchRequest(
        text=text_of(args),
        year_from=bounds[0],
        year_to=bounds[1],
        sort=cast("Sort", sort) if sort in SORTS else "relevance",
        page=page_of(args),
        per_page=size if size in sizes else limits.per_page,
        expand=expands(args),
        exact=args.get("exact", "").strip() == "1",
    )
    for facet in facets:
        given = args.getlist(facet.name)
        values: Sequence[str | int | None] = list(map(_year, given)) if facet.kind == "year" else given
        chosen = _once(value for value in values if value is not None and str(value).strip())
        asked = asked.choosing(facet.name, chosen) if chosen else asked
    asked, left_out = within_limits(asked, facets)
    return PageRequest(asked=asked, left_out=left_out, per_page=limits.per_page, page_sizes=sizes)


def _page_sizes(limits: SearchConfig) -> tuple[int, ...]:
    """Return how many results a page may have."""
    return tuple(sorted({limits.per_page, *(size for size in PAGE_SIZES if size <= limits.max_per_page)}))


def page_of(args: Args, name: str = "page") -> int:
    """Return the page that the parameter *name* comes nearest to."""
    return min(max(_whole(args.get(name, "")) or 1, 1), LAST_PAGE)


def expands(args: Args) -> bool:
    """Return whether synonyms of the text are asked for too, as they are unless someone says otherwise."""
    # As for the order: a button sends its value behind the one that the form keeps.
    return args.getlist("expand")[-1:] != ["0"]


def text_of(args: Args) -> str:
    """Return the text asked for, as far as it counts: one character more than is used, so that the cut is still said.

    Every link of a page and of an answer repeats it.
    """
    return args.get("q", "").strip()[: MAX_TEXT + 1]


class _ParameterReader:
    """One strict pass over a query string; gathers mistakes instead of stopping at the first."""

    def __init__(self, args: Args, accepted: Sequence[Parameter], facets: FacetTable | None = None) -> None:
        """Read *args* as *accepted*; *facets* are those of the library, where a request may choose of them."""
        self._args = args
        self._accepted = {parameter.name: parameter for parameter in accepted}
        self._facets = facets
        self._mistakes: list[Mistake] = []
        self._unknown = [name for name in args if name not in self._accepted]
        for name, parameter in self._accepted.items():
            if not parameter.repeatable and len(args.getlist(name)) > 1:
                self.wrong(name, "is given more than once; give it once")

    def wrong(self, name: str, detail: str) -> None:
        """Note one mistake."""
        self._mistakes.append(Mistake(parameter=name, detail=detail))

    def note(self, mistakes: Iterable[Mistake]) -> None:
        """Note mistakes that were found elsewhere."""
        self._mistakes += mistakes

    def finish(self) -> None:
        """Raise BadParametersError if anything was wrong."""
        # Of these there may be thousands, and looking for the nearest name takes its time.
        listed = self._unknown[: max(0, MAX_MISTAKES - len(self._mistakes))]
        for name in listed:
            self.wrong(brief(name), f"is not a parameter here; {_nearest(name, tuple(self._accepted))}")
        if self._mistakes:
            # Whoever guesses the name of a facet is told those that there are, once.
            hint = (
                f"The facets of this library are {', '.join(self._facets.names)}."
                if self._unknown and self._facets is not None
                else None
            )
            raise BadParametersError(self._mistakes, more=len(self._unknown) - len(listed), hint=hint)

    def names(self, name: str) -> tuple[str, ...]:
        """Return the values of a repeatable parameter, each once."""
        values = self._args.getlist(name)
        if any(not value.strip() for value in values):
            self.wrong(name, "is blank; leave it out to choose nothing")
        return _once(values)

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return the whole numbers of a repeatable parameter, each once."""
        low, high = self._bounds(name)
        values = _once(self._args.getlist(name))
        numbers = [(value, _whole(value)) for value in values]
        good = _once(number for _, number in numbers if number is not None and low <= number <= high)
        bad = [value for value, number in numbers if number is None or not low <= number <= high]
        for value in bad[:MAX_VALUES]:
            self._checked(name, value)
        if len(bad) > MAX_VALUES:
            self.wrong(name, f"{len(bad) - MAX_VALUES:,} more values cannot be used either")
        return good

    def number(self, name: str) -> int | None:
        """Return one whole number; None: it is absent, or a mistake."""
        value = self._args.get(name)
        return None if value is None else self._checked(name, value)

    def number_or_default(self, name: str) -> int:
        """Return one whole number, or what holds without it."""
        number = self.number(name)
        return cast("int", self._accepted[name].default) if number is None else number

    def word(self, name: str) -> str:
        """Return one of the words that are allowed, or what holds without it."""
        parameter = self._accepted[name]
        value = self._args.get(name)
        if value in parameter.allowed:
            return value
        if value is not None:
            self.wrong(name, f"{_quoted(value)} is none of {', '.join(parameter.allowed)}")
        return cast("str", parameter.default)

    def _checked(self, name: str, value: str) -> int | None:
        low, high = self._bounds(name)
        number = _whole(value)
        if number is None:
            self.wrong(name, f"{_quoted(value)} is not a whole number")
        elif not low <= number <= high:
            self.wrong(name, f"{number} is not from {low} to {high}")
        else:
            return number
        return None

    def _bounds(self, name: str) -> tuple[int, int]:
        return cast("tuple[int, int]", self._accepted[name].bounds)  # only numbers are read as such


def _whole(value: str) -> int | None:
    # int() alone would also take "1_0", digits of other scripts, and refuse 5,000 of them by raising.
    return int(value) if _DIGITS.fullmatch(value) else None


def _year(value: str) -> int | None:
    year = _whole(value)
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


def _once(values: Iterable[_Value]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(values))


def _quoted(value: str) -> str:
    return f"“{brief(value, 40)}”"


def _nearest(name: str, known: tuple[str, ...]) -> str:
    if not known:
        return "there are none"
    near = get_close_matches(name[:80].lower(), known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"use {', '.join(known)}"
