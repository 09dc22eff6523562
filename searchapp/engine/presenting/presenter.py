"""What the index stores of a resource in, a hit as answers show it out."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from indexer.indexed import Card, StoredPassage
from indexer.resource import RECORD_FORMAT
from searchapp.engine.model import LISTED_PASSAGES
from searchapp.engine.presenting.highlighting import Mark, Marker, marked
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

_FORMS: Final = 2  # ways of writing a word that are told


class Standing(Protocol):
    """How one concept stands in one resource."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Where it stands; none: it does not."""
        ...

    @property
    def exact(self) -> bool:
        """Whether it stands there as typed."""
        ...


class Presenter:
    """Presents the hits of one answer: the concepts are prepared once for all of them."""

    def __init__(self, concepts: Sequence[Concept] = (), weights: Sequence[float] = ()) -> None:
        self._weights = dict(enumerate(weights))
        self._asked = [asked(concept) for concept in concepts]
        # Only where capitals make another word does it matter that they are printed.
        self._named = [bool(concept.named) for concept in concepts]
        self._markers = {field: Marker(concepts, field) for field in ("title", "summary", "text")}

    def hit(  # noqa: PLR0913  # all that a hit is made of
        self,
        card: Card,
        passages: Sequence[tuple[int, StoredPassage]] = (),
        *,
        first_text: Callable[[], str],
        score: float | None = None,
        stands: Sequence[Standing] = (),
        whole: bool = False,
    ) -> Hit:
        """Return the hit; its *passages*, each with its ordinal, as excerpts or *whole*.

        *first_text* is asked for the beginning of the text where nothing else can stand under the title; *stands*
        tells of each concept how it stands in the resource.
        """
        places = _places(card)
        marks = [self._markers["text"].marks(passage.text) for _, passage in passages]
        texts = [
            self._passage(passage.text, found, whole=whole)
            for (_, passage), found in zip(passages, marks, strict=True)
        ]
        if passages:
            snippet = self._passage(passages[0][1].text, marks[0]) if whole else texts[0]
        elif card.summary:
            snippet = self._markers["summary"].html(card.summary)
        else:
            snippet = self._excerpt(first_text())
        title_marks = self._markers["title"].marks(card.title)
        met = [
            (card.title, title_marks),
            *((passage.text, found) for (_, passage), found in zip(passages, marks, strict=True)),
        ]
        return Hit(
            id=card.id,
            url=card.url,
            title=card.title,
            title_html=marked(card.title, title_marks, 0, len(card.title)),
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
            why=why(self._reasons(stands, met), _pages(passages, marks)),
        )

    def _reasons(self, stands: Sequence[Standing], met: Sequence[tuple[str, Sequence[Mark]]]) -> list[Reason]:
        """Return what a resource has of each concept; *met* are the texts shown of it, with their marks."""
        return [
            Reason(label, each.fields, () if each.exact or not each.fields else self._forms(met, number))
            for number, (label, each) in enumerate(zip(self._asked, stands, strict=False))
        ]

    def _forms(self, met: Sequence[tuple[str, Sequence[Mark]]], concept: int) -> tuple[str, ...]:
        """Return how a concept is written in the texts shown, the first two ways."""
        written = (
            " ".join(text[mark.start : mark.end].split())
            for text, marks in met
            for mark in marks
            if mark.concept == concept
        )
        forms = dict.fromkeys(form if self._named[concept] else form.lower() for form in written)
        return tuple(forms)[:_FORMS]

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
                    html=self._excerpt(passages[ordinal].text),
                )
                for ordinal, _ in found[first : first + LISTED_PASSAGES]
            ),
        )

    def _excerpt(self, text: str) -> str:
        return excerpt(text, self._markers["text"].marks(text), self._weights)

    def _passage(self, text: str, marks: Sequence[Mark], *, whole: bool = False) -> str:
        return marked(text, marks, 0, len(text)) if whole else excerpt(text, marks, self._weights)


def _pages(passages: Sequence[tuple[int, StoredPassage]], marks: Sequence[Sequence[Mark]]) -> list[int]:
    """Return the pages of those passages that hold something asked for."""
    pages = {passage.place.page for (_, passage), found in zip(passages, marks, strict=True) if found}
    return sorted(page for page in pages if page is not None)


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
