"""Numbers of matching resources in, one page of them in the order asked for out."""

from collections.abc import Iterable, Mapping, Sequence

from indexer.indexed import title_key
from indexer.schema import Facts
from searchapp.engine.request import Sort


def ordered(
    matching: Iterable[int], facts: Sequence[Facts], scores: Mapping[int, float], sort: Sort
) -> list[int]:
    """Return *matching* in order; ties are broken by id, by code point, so that pages never overlap.

    Without scores, relevance is newest first: there is nothing else to tell resources apart by.
    """
    if sort == "relevance" and scores:
        return sorted(matching, key=lambda number: (-scores[number], facts[number].id))
    if sort == "title":
        return sorted(matching, key=lambda number: (title_key(facts[number].title), facts[number].id))
    newest = sort != "oldest"
    return sorted(
        matching, key=lambda number: (*_year_key(facts[number].year, newest=newest), facts[number].id)
    )


def _year_key(year: int | None, *, newest: bool) -> tuple[bool, int]:
    if year is None:
        return True, 0  # undated last, whichever way
    return False, -year if newest else year
