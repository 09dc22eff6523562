"""A resource in, a hit as answers show it out. It knows the marker, which has tests of its own."""

from collections.abc import Mapping, Sequence

from indexer.resource import RECORD_FORMAT, Resource
from searchapp.engine.model import LISTED_PASSAGES
from searchapp.engine.presenting.highlighting import Marker
from searchapp.engine.presenting.match_reasons import Reason, asked, why
from searchapp.engine.presenting.snippets import excerpt
from searchapp.engine.query.expansion import Concept
from searchapp.engine.results import (
    BuildInfo,
    Hit,
    HitDocument,
    HitPassage,
    MatchingPassages,
    ResourceView,
)
from tests.twin.index import passages_of


class Presenter:
    """Presents the hits of one answer."""

    def __init__(self, concepts: Sequence[Concept] = (), weights: Sequence[float] = ()) -> None:
        self._concepts = concepts
        self._weights = dict(enumerate(weights))

    def hit(
        self,
        resource: Resource,
        *,
        score: float | None = None,
        passages: Sequence[int] = (),
        stands: Sequence[tuple[tuple[str, ...], bool]] = (),
        whole: bool = False,
    ) -> Hit:
        """Return the hit; its *passages* as excerpts, or *whole*."""
        every = passages_of(resource)
        return Hit(
            id=resource.id,
            url=resource.url,
            title=resource.shown_title,
            title_html=self._marker("title").html(resource.shown_title),
            summary=resource.summary,
            types=resource.types,
            topics=resource.topics,
            year=resource.year,
            score=score,
            snippet_html=self._snippet(resource, passages),
            has_text=bool(every),
            documents=tuple(
                HitDocument(
                    id=document.id,
                    title=document.title,
                    url=document.url,
                    name=document.address.split("/")[-1],
                    format=document.format,
                    bytes=document.bytes,
                    pages=document.pages,
                    has_text=bool(document.passages),
                )
                for document in resource.documents
                if document.format != RECORD_FORMAT
            ),
            passages=tuple(
                HitPassage(
                    ordinal=ordinal,
                    document=_listed(resource, every[ordinal][0]),
                    place=every[ordinal][1].place,
                    html=self._passage(every[ordinal][1].text, whole=whole),
                )
                for ordinal in passages
            ),
            why=self._why(resource, passages, stands),
        )

    def _why(
        self, resource: Resource, passages: Sequence[int], stands: Sequence[tuple[tuple[str, ...], bool]]
    ) -> str | None:
        """Tell where each concept stands, on which pages that are shown, and how it is written if never as typed."""
        shown = [passages_of(resource)[ordinal][1] for ordinal in passages]
        met = [("title", resource.shown_title), *(("text", passage.text) for passage in shown)]
        reasons = []
        for concept, (fields, exact) in zip(self._concepts, stands, strict=False):
            written = [
                " ".join(text[mark.start : mark.end].split())
                for name, text in met
                for mark in Marker((concept,), name).marks(text)
            ]
            if not concept.named:
                written = [form.lower() for form in written]
            forms = () if exact or not fields else tuple(dict.fromkeys(written))[:2]
            reasons.append(Reason(asked(concept), fields, forms))
        pages = {passage.place.page for passage in shown if self._marker("text").marks(passage.text)} - {None}
        return why(reasons, sorted(page for page in pages if page is not None))

    def matching(self, resource: Resource, shares: Mapping[int, float], start: int) -> MatchingPassages:
        """Return the passages that have *shares*, and those of the run with number *start*, else of the last, to read."""
        every = passages_of(resource)
        listed = list(shares)
        runs = [listed[first : first + LISTED_PASSAGES] for first in range(0, len(listed), LISTED_PASSAGES)]
        run = next((run for run in runs if start < len(listed) and listed[start] in run), [])
        run = run or (runs[-1] if runs else [])
        return MatchingPassages(
            ordinals=tuple(listed),
            shares=tuple(shares.values()),
            start=listed.index(run[0]) if run else 0,
            shown=tuple(
                HitPassage(
                    ordinal=ordinal,
                    document=_listed(resource, every[ordinal][0]),
                    place=every[ordinal][1].place,
                    html=self._passage(every[ordinal][1].text),
                )
                for ordinal in run
            ),
        )

    def _marker(self, field: str) -> Marker:
        return Marker(self._concepts, field)

    def _passage(self, text: str, *, whole: bool = False) -> str:
        marker = self._marker("text")
        return marker.html(text) if whole else excerpt(text, marker.marks(text), self._weights)

    def _snippet(self, resource: Resource, passages: Sequence[int]) -> str:
        """Return the best passage's excerpt, else the summary, else the beginning of the text."""
        texts = [passage.text for _, passage in passages_of(resource)]
        if passages:
            return self._passage(texts[passages[0]])
        if resource.summary:
            return self._marker("summary").html(resource.summary)
        return self._passage(texts[0] if texts else "")


def _listed(resource: Resource, number: int) -> int | None:
    """Return which of the documents that answers list is number *number* of all; None: it is the record's own."""
    if resource.documents[number].format == RECORD_FORMAT:
        return None
    return sum(document.format != RECORD_FORMAT for document in resource.documents[:number])


def resource_view(
    hit: Hit, resource: Resource, matching: MatchingPassages, related: tuple[Hit, ...], build: BuildInfo
) -> ResourceView:
    """Return a resource whole: the hit, every passage in order, unmarked, and what stands beside it."""
    return ResourceView(
        hit=hit,
        listed_at=resource.listed_at,
        metadata=resource.metadata,
        text=tuple(
            HitPassage(
                ordinal=ordinal,
                document=_listed(resource, number),
                place=passage.place,
                html=Marker((), "text").html(passage.text),
            )
            for ordinal, (number, passage) in enumerate(passages_of(resource))
        ),
        matching=matching,
        related=related,
        build=build,
    )
