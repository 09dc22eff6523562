"""What the index stores of a resource in, a hit as answers show it out."""

from collections.abc import Sequence

from indexer.resource import RECORD_FORMAT
from indexer.schema import Facts, Stored
from searchapp.engine.expansion import Concept
from searchapp.engine.marking import Marker, excerpt
from searchapp.engine.results import BuildInfo, Hit, HitDocument, HitPassage, ResourceView


class Presenter:
    """Presents the hits of one answer: the concepts are prepared once for all of them."""

    def __init__(self, concepts: Sequence[Concept] = (), weights: Sequence[float] = ()) -> None:
        self._weights = dict(enumerate(weights))
        self._markers = {field: Marker(concepts, field) for field in ("title", "summary", "text")}

    def hit(
        self,
        facts: Facts,
        stored: Stored,
        *,
        score: float | None = None,
        passages: Sequence[int] = (),
        whole: bool = False,
    ) -> Hit:
        """Return the hit; its *passages* as excerpts, or *whole*."""
        places = _places(stored)
        shown = tuple(
            HitPassage(
                ordinal=ordinal,
                document=places[stored.passages[ordinal].document],
                place=stored.passages[ordinal].place,
                html=self._passage(stored.passages[ordinal].text, whole=whole),
            )
            for ordinal in passages
        )
        return Hit(
            id=facts.id,
            url=stored.url,
            title=facts.title,
            title_html=self._markers["title"].html(facts.title),
            summary=stored.summary,
            types=facts.types,
            topics=facts.topics,
            year=facts.year,
            score=score,
            snippet_html=self._snippet(stored, passages),
            has_text=bool(stored.passages),
            documents=_documents(stored),
            passages=shown,
        )

    def _passage(self, text: str, *, whole: bool) -> str:
        marker = self._markers["text"]
        return marker.html(text) if whole else excerpt(text, marker.marks(text), self._weights)

    def _snippet(self, stored: Stored, passages: Sequence[int]) -> str:
        """Return the best passage's excerpt, else the summary, else the beginning of the text."""
        if passages:
            return self._passage(stored.passages[passages[0]].text, whole=False)
        if stored.summary:
            return self._markers["summary"].html(stored.summary)
        text = stored.passages[0].text if stored.passages else ""
        return self._passage(text, whole=False)


def _places(stored: Stored) -> list[int | None]:
    """Return for each stored document which of the hit's documents it is; a record's own text is none."""
    places: list[int | None] = []
    for document in stored.documents:
        listed = sum(place is not None for place in places)
        places.append(None if document.format == RECORD_FORMAT else listed)
    return places


def _documents(stored: Stored) -> tuple[HitDocument, ...]:
    with_text = {passage.document for passage in stored.passages}
    return tuple(
        HitDocument(
            id=document.id,
            title=document.title,
            url=document.url,
            name=document.address.rpartition("/")[2],
            format=document.format,
            bytes=document.bytes,
            pages=document.pages,
            has_text=number in with_text,
        )
        for number, document in enumerate(stored.documents)
        if document.format != RECORD_FORMAT
    )


def resource_view(hit: Hit, stored: Stored, related: tuple[Hit, ...], build: BuildInfo) -> ResourceView:
    """Return a resource whole: the hit, every passage in order, unmarked, and what stands beside it."""
    plain = Marker((), "text")
    places = _places(stored)
    return ResourceView(
        hit=hit,
        listed_at=stored.listed_at,
        metadata=stored.metadata,
        text=tuple(
            HitPassage(
                ordinal=ordinal,
                document=places[passage.document],
                place=passage.place,
                html=plain.html(passage.text),
            )
            for ordinal, passage in enumerate(stored.passages)
        ),
        related=related,
        build=build,
    )
