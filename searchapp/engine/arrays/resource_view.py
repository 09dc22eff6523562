"""A resource and a request for it in; what its page and its text show, out. Only what is shown is read from the build."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.more_like_this import related
from searchapp.engine.arrays.ranking.match_map import match_maps
from searchapp.engine.arrays.ranking.passages import passage_scores, shares_of, strongest
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import (
    LISTED_DOCUMENTS,
    LISTED_PASSAGES,
    MATCHING_PASSAGES,
    MAX_MATCHING_TEXT,
    NAMED_PASSAGES,
)
from searchapp.engine.presenting.presenter import Presenter, hit_document
from searchapp.engine.results import BuildInfo, MatchingPassages, NamedPassage, ResourceView, TextView

_LAST: Final = 2**31  # no resource has as many parts


def resource_view(  # noqa: PLR0913, PLR0917  # all that is asked
    snapshot: IndexSnapshot, info: BuildInfo, number: int, terms: QueryTerms, start: int, documents: int
) -> ResourceView:
    """Return resource *number*; see SearchEngine.resource for *start* and *documents*."""
    resource = ResourceReader(snapshot.index, number)
    presenter = Presenter(terms, snapshot.index.languages[0])
    ((scores, _),) = passage_scores(snapshot, [number], terms)
    first = run_from(documents, resource.document_count, LISTED_DOCUMENTS)
    files = resource.documents(0, 1)
    address = files[0].address if files else ""
    plain = Presenter(site=snapshot.index.languages[0])
    return ResourceView(
        hit=presenter.hit(
            resource,
            list(_fitting(resource, strongest(scores, MATCHING_PASSAGES))),
            whole=True,
        ),
        documents=tuple(map(hit_document, resource.documents(first, LISTED_DOCUMENTS))),
        first_document=first,
        listed_at=resource.stored_fields.listed_at,
        metadata=resource.metadata,
        passage_count=resource.passage_count,
        left_out=resource.stored_fields.left_out,
        matching=_matching(resource, presenter, scores, start),
        related=tuple(
            plain.hit(ResourceReader(snapshot.index, other))
            for other in related(snapshot, number, resource.stored_fields, address)
        ),
        build=info,
    )


def text_view(snapshot: IndexSnapshot, number: int, terms: QueryTerms, part: int) -> TextView:
    """Return a part of the text of resource *number*, from 1, with *terms* marked; past the end it is empty."""
    resource = ResourceReader(snapshot.index, number)
    parts = resource.parts
    begin, end = np.searchsorted(parts, (min(part, _LAST), min(part, _LAST) + 1)).tolist()
    return TextView(
        hit=Presenter(site=snapshot.index.languages[0]).hit(resource),
        part=part,
        parts=int(parts[-1]) if len(parts) else 0,
        passages=Presenter(terms, snapshot.index.languages[0]).whole(resource, range(begin, end)),
        passage_count=resource.passage_count,
        left_out=resource.stored_fields.left_out,
    )


def run_from(start: int, count: int, size: int) -> int:
    """Return where a run of *size* or less begins that is asked for from *start* on: past the end, where the last one does."""
    return start if 0 <= start < count else max(0, count - 1) // size * size


def _fitting(resource: ResourceReader, ordinals: Sequence[int]) -> Iterator[int]:
    """Yield the first of *ordinals*, as long as their passages have MAX_MATCHING_TEXT characters or less together."""
    room = MAX_MATCHING_TEXT
    for ordinal in ordinals:
        room -= len(resource.passage(ordinal).text)
        if room < 0 and ordinal != ordinals[0]:
            return
        yield ordinal


def _matching(resource: ResourceReader, presenter: Presenter, scores: Scores, start: int) -> MatchingPassages:
    """Return the passages with a score above 0; those from number *start* of them on to read."""
    ordinals = np.flatnonzero(scores)
    count = len(ordinals)
    if not count:
        return MatchingPassages()
    first = run_from(start, count, LISTED_PASSAGES)
    best = sorted(strongest(scores, NAMED_PASSAGES)) if count > NAMED_PASSAGES else []
    maps, unmapped = match_maps(resource, ordinals, shares_of(scores[ordinals]))
    return MatchingPassages(
        count=count,
        start=first,
        shown=presenter.listed(resource, ordinals[first : first + LISTED_PASSAGES].tolist()),
        best=tuple(
            NamedPassage(
                number=int(np.searchsorted(ordinals, ordinal)),
                ordinal=ordinal,
                place=resource.passage(ordinal).place,
            )
            for ordinal in best
        ),
        maps=maps,
        unmapped=unmapped,
    )
