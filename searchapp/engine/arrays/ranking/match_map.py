"""The passages of a resource that match, with their shares of the best score, in; for each document a map of them out."""

from collections.abc import Iterator

import numpy as np

from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.model import MAP_STEPS, MAX_MAPS, rounded
from searchapp.engine.presenting.presenter import hit_document
from searchapp.engine.results import Match, MatchMap


def match_maps(
    resource: ResourceReader, ordinals: Numbers, shares: Scores
) -> tuple[tuple[MatchMap, ...], int]:
    """Return the maps of the first documents of several passages that have a match, and how many more there are."""
    starts = resource.passages_by_document
    matching = np.unique(np.searchsorted(starts, ordinals, side="right") - 1)
    matching = matching[starts[matching + 1] - starts[matching] > 1]
    shown = matching[:MAX_MAPS].tolist()
    pages = resource.pages
    maps = []
    for number in shown:
        first, end = int(starts[number]), int(starts[number + 1])
        begin, finish = np.searchsorted(ordinals, (first, end))
        own = pages[first:end]
        document = resource.document(number)
        listed = document.pages if document is not None else None
        paged = bool(own.all())
        places = own[ordinals[begin:finish] - first] if paged else ordinals[begin:finish] - first + 1
        last = max(int(own.max()), listed or 0) if paged else end - first
        maps.append(
            MatchMap(
                document=hit_document(document) if document is not None else None,
                paged=paged,
                end=last,
                matches=tuple(_strongest(places.astype(np.int64), shares[begin:finish], last)),
            )
        )
    return tuple(maps), len(matching) - len(shown)


def _strongest(places: Numbers, shares: Scores, end: int) -> Iterator[Match]:
    """Yield of each step from place 1 to *end* the strongest match, the first of those that are as strong."""
    steps = (places - 1) * (MAP_STEPS - 1) // max(1, end - 1)
    order = np.lexsort((places, -shares, steps))
    steps = steps[order]
    for place in order[np.flatnonzero(np.diff(steps, prepend=-1))].tolist():
        yield Match(int(places[place]), rounded(float(shares[place])))
