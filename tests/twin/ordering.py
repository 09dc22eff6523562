"""Numbers of matching resources in, the same in the order asked for out."""

from collections.abc import Iterable, Mapping, Sequence

from indexer.printed_names import title_key
from searchapp.engine.request import Sort
from tests.twin.index import Facts


def ordered(
    matching: Iterable[int], facts: Sequence[Facts], scores: Mapping[int, float], sort: Sort
) -> list[int]:
    """Return *matching* in order, ties by id; without scores, relevance is newest first."""
    if sort == "relevance" and scores:
        return sorted(matching, key=lambda number: (-scores[number], facts[number].id))
    if sort == "title":
        return sorted(matching, key=lambda number: (title_key(facts[number].title), facts[number].id))
    way = 1 if sort == "oldest" else -1
    return sorted(
        matching,
        key=lambda number: (
            facts[number].year is None,
            way * (facts[number].year or 0),
            facts[number].id,
        ),
    )
