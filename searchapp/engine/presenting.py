"""What the index stores of a resource in, a hit as answers show it out."""

from collections.abc import Callable, Sequence

from indexer.indexed import Card, StoredPassage
from indexer.resource import RECORD_FORMAT
from searchapp.engine.excerpts import excerpt
from searchapp.engine.expansion import Concept
from searchapp.engine.marking import Marker
from searchapp.engine.model import LISTED_PASSAGES
from searchapp.engine.results import (
    BuildInfo,
    Hit,
    HitDocument,
    HitPassage,
    MatchingPassages,
    ResourceView,
)


class Presenter:
    """Presents the hits of one answer: the concepts are prepared once for all of them."""

    def __init__(self, concepts: Sequence[Concept] = (), weights: Sequence[float] = ()) -> None:
        self._weights = dict(enumerate(weights))
        self._markers = {field: Marker(concepts, field) for field in ("title", "summary", "text")}

    def hit(
        self,
        card: Card,
        passages: Sequence[tuple[int, StoredPassage]] = (),
        *,
        first_text: Callable[[], str],
        score: float | None = None,
        whole: bool = False,
    ) -> Hit:
        """Return the hit; its *passages*, each with its ordinal, as excerpts or *whole*.

        *first_text* is asked for the beginning of the text where nothing else can stand under the title.
        """
        places = _places(card)
        texts = [self._passage(passage.text, whole=whole) for _, passage in passages]
        if passages:
            snippet = self._passage(passages[0][1].text, whole=False) if whole else texts[0]
        elif card.summary:
            snippet = self._markers["summary"].html(card.summary)
        else:
            snippet = self._passage(first_text(), whole=False)
        return Hit(
            id=card.id,
            url=card.url,
            title=card.title,
            title_html=self._markers["title"].html(card.title),
            summary=card.summary,
            types=card.types,
            topics=card.topics,
            year=card.year,
            score=score,
            snippet_html=snippet,
            has_text=any(document.has_text for document in card.documents),
            documents=_documents(card),
            passages=tuple(
                HitPassage(ordinal=ordinal, document=places[passage.document], place=passage.place, html=html)
                for (ordinal, passage), html in zip(passages, texts, strict=True)
            ),
        )

    def matching(
        self,
        card: Card,
        passages: Sequence[StoredPassage],
        found: Sequence[tuple[int, float]],
        start: int,
    ) -> MatchingPassages:
        """Return those of all *passages* that were *found*, each an ordinal and a share; those near *start* to read."""
        first = max(0, min(start, len(found) - 1)) // LISTED_PASSAGES * LISTED_PASSAGES
        places = _places(card)
        return MatchingPassages(
            ordinals=tuple(ordinal for ordinal, _ in found),
            shares=tuple(share for _, share in found),
            start=first,
            shown=tuple(
                HitPassage(
                    ordinal=ordinal,
                    document=places[passages[ordinal].document],
                    place=passages[ordinal].place,
                    html=self._passage(passages[ordinal].text, whole=False),
                )
                for ordinal, _ in found[first : first + LISTED_PASSAGES]
            ),
        )

    def _passage(self, text: str, *, whole: bool) -> str:
        marker = self._markers["text"]
        return marker.html(text) if whole else excerpt(text, marker.marks(text), self._weights)


def _places(card: Card) -> list[int | None]:
    """Return for each stored document which of the hit's documents it is; a record's own text is none."""
    places: list[int | None] = []
    for document in card.documents:
        listed = sum(place is not None for place in places)
        places.append(None if document.format == RECORD_FORMAT else listed)
    return places


def _documents(card: Card) -> tuple[HitDocument, ...]:
    return tuple(
        HitDocument(
            id=document.id,
            title=document.title,
            url=document.url,
            name=document.address.rpartition("/")[2],
            format=document.format,
            bytes=document.bytes,
            pages=document.pages,
            has_text=document.has_text,
        )
        for document in card.documents
        if document.format != RECORD_FORMAT
    )


def resource_view(
    hit: Hit, card: Card, passages: Sequence[StoredPassage], related: tuple[Hit, ...], build: BuildInfo
) -> ResourceView:
    """Return a resource whole: the hit, all its *passages* in order, unmarked, and what stands beside it."""
    plain = Marker((), "text")
    places = _places(card)
    return ResourceView(
        hit=hit,
        listed_at=card.listed_at,
        metadata=card.metadata,
        text=tuple(
            HitPassage(
                ordinal=ordinal,
                document=places[passage.document],
                place=passage.place,
                html=plain.html(passage.text),
            )
            for ordinal, passage in enumerate(passages)
        ),
        related=related,
        build=build,
    )
