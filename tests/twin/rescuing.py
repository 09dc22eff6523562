"""A request that found little or nothing in, what would find more out: every other search is made, and counted."""

from collections.abc import Callable
from dataclasses import replace

from searchapp.engine.arrays.rescuing import ENOUGH
from searchapp.engine.query.looser import looser_texts
from searchapp.engine.query.notices import MAX_NAMED
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import OtherText, Rescue, WithoutFilters
from tests.twin.facets import passes
from tests.twin.index import TwinIndex
from tests.twin.spelling import Found


def rescued(  # noqa: PLR0917  # an answer, and what it could be instead
    index: TwinIndex,
    request: SearchRequest,
    text: str,
    matching: frozenset[int],
    meant: str | None,
    ask: Callable[[str], Found],
) -> Rescue | None:
    """Return what helps where *text* found little of what is *matching* before the filters; None: nothing does."""
    concepts, each, found = ask(text)
    if len(found) >= ENOUGH:
        return None
    # What nobody has, nobody has in capitals.
    unknown = [
        replace(concept, named=()) for concept, where in zip(concepts, each, strict=False) if not where
    ]
    forms = [forms for concept in unknown for forms in concept.forms]
    relaxed = [OtherText(other, len(ask(other)[2])) for other in looser_texts(text, index.table, forms)]
    help_there_is = Rescue(
        unknown=tuple(concept.as_typed for concept in unknown)[:MAX_NAMED],
        corrected=None if meant is None else OtherText(meant, len(ask(meant)[2])),
        relaxed=tuple(other for other in relaxed if other.total > len(found)),
        unfiltered=tuple(_unfiltered(index, request, matching, len(found))),
    )
    nothing = Rescue(unknown=(), corrected=None, relaxed=(), unfiltered=())
    return None if help_there_is == nothing else help_there_is


def _unfiltered(
    index: TwinIndex, request: SearchRequest, matching: frozenset[int], found: int
) -> list[WithoutFilters]:
    chosen = [facet for facet, values in request.chosen.items() if values]
    if request.ranged and not request.years:
        chosen.append("year")
    single = [
        WithoutFilters(
            (facet,), sum(passes(index.facts[number], request.filters, but=facet) for number in matching)
        )
        for facet in chosen
    ]
    better = [each for each in single if each.total > found]
    most = max((each.total for each in better), default=found)
    if len(chosen) > 1 and len(matching) > most:
        better.append(WithoutFilters(tuple(chosen), len(matching)))
    return better
