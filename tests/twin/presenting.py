"""A resource in, a hit as answers show it out. It knows the marker, which has tests of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.resource import RECORD_FORMAT, Resource
from indexer.text_parts import TextParts
from searchapp.engine.model import (
    HIT_DOCUMENTS,
    LISTED_DOCUMENTS,
    LISTED_PASSAGES,
    MAP_STEPS,
    MAX_MAPS,
    MAX_MATCHING_TEXT,
    MAX_TEXT_MARKS,
    NAMED_PASSAGES,
    rounded,
)
from searchapp.engine.presenting.highlighting import Marker
from searchapp.engine.presenting.snippets import excerpt
from searchapp.engine.query.concepts import Concept
from searchapp.engine.results import (
    BuildInfo,
    Hit,
    HitDocument,
    HitPassage,
    Match,
    MatchingPassages,
    MatchMap,
    NamedPassage,
    ResourceView,
    TextView,
)
from tests.twin.folding import distinct, place_of
from tests.twin.index import analyzer_of, passages_of
from tests.twin.reasons import Stands, reasons


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
        stands: Sequence[Stands] = (),
        whole: bool = False,
        also_in: Mapping[int, Sequence[int]] | None = None,
    ) -> Hit:
        """Return the hit; its *passages* as excerpts, or *whole*; *also_in* is where else what they show is."""
        every = passages_of(resource)
        hit = Hit(
            id=resource.id,
            url=resource.url,
            title=resource.shown_title,
            title_html=self._marker(resource, "title").html(resource.shown_title),
            summary=resource.summary,
            types=resource.types,
            topics=resource.topics,
            year=resource.year,
            score=score,
            language=analyzer_of(resource).language,
            path=resource.path,
            snippet_html=self._snippet(resource, passages),
            has_text=bool(every),
            documents=listed_documents(resource)[:HIT_DOCUMENTS],
            document_count=len(listed_documents(resource)),
            passages=tuple(self._shown_passage(resource, ordinal, whole=whole) for ordinal in passages),
            reasons=reasons(resource, passages, self._concepts, stands),
        )
        if not also_in:
            return hit
        others = {
            ordinal: [place_of(hit, self._shown_passage(resource, one)) for one in ones]
            for ordinal, ones in also_in.items()
        }
        shown = (replace(each, also_in=tuple(others.get(each.ordinal, ()))) for each in hit.passages)
        return replace(hit, passages=tuple(shown))

    def distinct(
        self, resource: Resource, ordinals: Sequence[int], limit: int
    ) -> tuple[list[int], Mapping[int, list[int]]]:
        """Return which of its passages are shown, and for each which repeat it."""
        return distinct(passages_of(resource), ordinals, limit, lambda text: self._passage(resource, text))

    def matching(self, resource: Resource, scores: Mapping[int, float], start: int) -> MatchingPassages:
        """Return the passages that have *scores*, and those from number *start* of them on to read, else the last run."""
        if not scores:
            return MatchingPassages()
        every = passages_of(resource)
        listed = sorted(scores)
        first = run_from(start, len(listed), LISTED_PASSAGES)
        best = sorted(listed, key=lambda ordinal: (-rounded(scores[ordinal]), ordinal))[:NAMED_PASSAGES]
        maps = list(_maps(resource, scores))
        return MatchingPassages(
            count=len(listed),
            start=first,
            shown=tuple(
                self._shown_passage(resource, ordinal) for ordinal in listed[first : first + LISTED_PASSAGES]
            ),
            best=tuple(
                NamedPassage(number=number, ordinal=ordinal, place=every[ordinal][1].place)
                for number, ordinal in enumerate(listed)
                if ordinal in best and len(listed) > NAMED_PASSAGES
            ),
            maps=tuple(maps[:MAX_MAPS]),
            unmapped=max(0, len(maps) - MAX_MAPS),
        )

    def whole(self, resource: Resource, ordinals: Sequence[int]) -> Iterator[HitPassage]:
        """Yield passages whole, marked as long as all marks together are few enough."""
        count = 0
        for ordinal in ordinals:
            text = passages_of(resource)[ordinal][1].text
            marker = self._marker(resource, "text")
            count += len(marker.marks(text))
            yield _shown(
                resource,
                ordinal,
                marker.html(text) if count <= MAX_TEXT_MARKS else Marker((), "text").html(text),
            )

    def _shown_passage(self, resource: Resource, ordinal: int, *, whole: bool = False) -> HitPassage:
        """Return a passage; if nothing is marked in its text, its headings are, unless nothing is to be marked there."""
        passage = passages_of(resource)[ordinal][1]
        shown = _shown(resource, ordinal, self._passage(resource, passage.text, whole=whole))
        headings = tuple(self._marker(resource, "text").html(line) for line in passage.place.heading)
        if "<mark>" in self._passage(resource, passage.text, whole=True) or "<mark>" not in "".join(headings):
            return shown
        return replace(shown, heading_html=headings)

    def _marker(self, resource: Resource, field: str) -> Marker:
        return Marker(self._concepts, field, analyzer_of(resource))

    def _passage(self, resource: Resource, text: str, *, whole: bool = False) -> str:
        marker = self._marker(resource, "text")
        return marker.html(text) if whole else excerpt(text, marker.marks(text), self._weights)

    def _snippet(self, resource: Resource, passages: Sequence[int]) -> str:
        """Return the best passage's excerpt, else the summary, else the beginning of the text."""
        texts = [passage.text for _, passage in passages_of(resource)]
        if passages:
            return self._passage(resource, texts[passages[0]])
        if resource.summary:
            return self._marker(resource, "summary").html(resource.summary)
        return self._passage(resource, texts[0] if texts else "")


def run_from(start: int, count: int, size: int) -> int:
    """Return where a run of *size* begins: at *start*, or past the end where the last does that begins at a multiple."""
    runs = range(0, max(count, 1), size)
    return start if start in range(count) else runs[-1]


def fitting(resource: Resource, ordinals: Sequence[int]) -> list[int]:
    """Return the first of *ordinals* whose passages fit an answer; the first does, however long it is."""
    texts = [passage.text for _, passage in passages_of(resource)]
    sizes = [sum(len(texts[ordinal]) for ordinal in ordinals[: end + 1]) for end in range(len(ordinals))]
    return [
        ordinal
        for place, (ordinal, size) in enumerate(zip(ordinals, sizes, strict=True))
        if size <= MAX_MATCHING_TEXT or not place
    ]


def listed_documents(resource: Resource) -> tuple[HitDocument, ...]:
    """Return the documents of a resource but for its own text."""
    return tuple(
        HitDocument(
            id=document.id,
            title=document.title,
            url=document.url,
            name=document.address.split("/")[-1],
            format=document.format,
            bytes=document.bytes,
            pages=document.pages,
            has_text=bool(document.passages),
            source=document.source,
            address=document.address,
        )
        for document in resource.documents
        if document.format != RECORD_FORMAT
    )


def _of(resource: Resource, number: int) -> HitDocument | None:
    """Return document *number* of all; None: it is the record's own text."""
    before = [document.format != RECORD_FORMAT for document in resource.documents[: number + 1]]
    return listed_documents(resource)[sum(before) - 1] if before[-1] else None


def _parts(resource: Resource) -> list[int]:
    parts = TextParts()
    return [
        parts.part_of(resource.documents[number], passage, passage.text.encode("utf-8", "surrogatepass"))
        for number, passage in passages_of(resource)
    ]


def _shown(resource: Resource, ordinal: int, html: str) -> HitPassage:
    number, passage = passages_of(resource)[ordinal]
    return HitPassage(
        ordinal=ordinal,
        part=_parts(resource)[ordinal],
        document=_of(resource, number),
        place=passage.place,
        html=html,
        text=passage.text,
    )


def _maps(resource: Resource, scores: Mapping[int, float]) -> Iterator[MatchMap]:
    """Yield a map of each document of several passages that has a match."""
    best = max(map(rounded, scores.values()))
    every = list(enumerate(passages_of(resource)))
    for number, document in enumerate(resource.documents):
        own = [(ordinal, passage) for ordinal, (of, passage) in every if of == number]
        if len(own) < 2 or not any(ordinal in scores for ordinal, _ in own):
            continue
        paged = all(passage.place.page for _, passage in own)
        places = {
            ordinal: passage.place.page or 0 if paged else place
            for place, (ordinal, passage) in enumerate(own, start=1)
        }
        end = max(
            [*places.values(), document.pages or 0 if paged and document.format != RECORD_FORMAT else 0]
        )
        steps: dict[int, list[Match]] = {}
        for ordinal, place in places.items():
            if ordinal in scores:
                share = rounded(rounded(scores[ordinal]) / best)
                steps.setdefault((place - 1) * (MAP_STEPS - 1) // max(1, end - 1), []).append(
                    Match(place, share)
                )
        yield MatchMap(
            document=_of(resource, number),
            paged=paged,
            end=end,
            matches=tuple(
                min(found, key=lambda match: (-match.share, match.place))
                for _, found in sorted(steps.items())
            ),
        )


def resource_view(  # all that is shown
    hit: Hit,
    resource: Resource,
    *,
    documents: int,
    matching: MatchingPassages,
    related: tuple[Hit, ...],
    build: BuildInfo,
) -> ResourceView:
    """Return a resource with its documents from number *documents* on, and what stands beside it."""
    listed = listed_documents(resource)
    first = run_from(documents, len(listed), LISTED_DOCUMENTS)
    return ResourceView(
        hit=hit,
        documents=listed[first : first + LISTED_DOCUMENTS],
        first_document=first,
        listed_at=resource.listed_at,
        metadata=resource.metadata,
        passage_count=len(passages_of(resource)),
        left_out=resource.left_out,
        matching=matching,
        related=related,
        build=build,
    )


def text_view(presenter: Presenter, resource: Resource, part: int) -> TextView:
    """Return one part of the text of a resource, marked by *presenter*."""
    parts = _parts(resource)
    texts = [passage.text for _, passage in passages_of(resource)]
    return TextView(
        hit=Presenter().hit(resource),
        part=part,
        parts=max(parts, default=0),
        passages=tuple(presenter.whole(resource, [at for at, its in enumerate(parts) if its == part])),
        passage_count=len(texts),
        left_out=resource.left_out,
    )
