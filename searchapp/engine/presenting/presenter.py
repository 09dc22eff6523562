"""What the index stores of a resource in, a hit as results show it out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from indexer.analysis import ANALYZERS, ENGLISH, Analyzer
from indexer.stored_fields import StoredDocument, StoredFields, StoredPassage
from searchapp.engine.model import HIT_DOCUMENTS, HIT_PASSAGES, MAX_TEXT_MARKS
from searchapp.engine.presenting.folding import Candidate, Folding, distinct, other_place
from searchapp.engine.presenting.highlighting import Mark, Marker, marked
from searchapp.engine.presenting.match_reasons import Reason, match_reasons
from searchapp.engine.presenting.readable import MatchedFields, ReadableResource, WeightedConcept
from searchapp.engine.presenting.snippets import excerpt
from searchapp.engine.results import Hit, HitDocument, HitPassage

_MAX_FORMS: Final = 2  # ways of writing a word that are named


class _Markers(NamedTuple):
    """What marks the texts of one language."""

    title: Marker
    text: Marker  # and summaries: no scope of a query tells them apart


class Presenter:
    """Presents the hits of one answer: the terms of the query are prepared once for all of them."""

    def __init__(self, terms: Sequence[WeightedConcept] = (), site: Analyzer = ENGLISH) -> None:
        """Prepare *terms*; *site* is the language of resources without their own."""
        concepts = [term.concept for term in terms]
        self._site = site
        self._concepts = concepts
        self._weights = dict(enumerate(term.weight for term in terms))
        self._typed = [(concept.as_typed, concept.ways_typed) for concept in concepts]
        # Only where capitals make another word does it matter that they are printed.
        self._named = [bool(concept.named) for concept in concepts]
        self._markers: dict[str, _Markers] = {}
        self._folding = Folding()

    def add_hit(
        self,
        resource: ReadableResource,
        ordinals: Sequence[int],
        *,
        score: float | None,
        matched: Sequence[MatchedFields],
    ) -> None:
        """Append a hit of a page of results; shown are the first HIT_PASSAGES of its passages *ordinals*, each text once."""
        marker = self._markers_of(resource.stored_fields).text
        every = (self._candidate(resource, ordinal, marker) for ordinal in ordinals)
        shown = distinct(every, HIT_PASSAGES)
        hit = self._hit(resource, shown, score=score, matched=matched)
        self._folding.add(hit, shown)

    def hits(self) -> tuple[Hit, ...]:
        """Return the hits that were added, with what of theirs is shown further up, and where else texts are."""
        return self._folding.hits()

    def hit(self, resource: ReadableResource, ordinals: Sequence[int] = (), *, whole: bool = False) -> Hit:
        """Return the hit by itself; of its passages those with these *ordinals*, as excerpts or *whole*."""
        marker = self._markers_of(resource.stored_fields).text
        shown = [self._candidate(resource, ordinal, marker, whole=whole) for ordinal in ordinals]
        return self._hit(resource, shown, whole=whole)

    def _hit(
        self,
        resource: ReadableResource,
        shown: Sequence[Candidate],
        *,
        score: float | None = None,
        matched: Sequence[MatchedFields] = (),
        whole: bool = False,
    ) -> Hit:
        """Return the hit with the passages *shown*; *matched* says of each term where it occurs in the resource."""
        stored_fields = resource.stored_fields
        markers = self._markers_of(stored_fields)
        if shown:
            best = shown[0]
            snippet = self._passage(best.stored.text, best.marks) if whole else best.html
        elif stored_fields.summary:
            snippet = markers.text.html(stored_fields.summary)
        else:
            snippet = self.excerpt(resource, 0) if resource.passage_count else ""
        title_marks = markers.title.marks(stored_fields.title)
        met = [(stored_fields.title, title_marks), *((each.stored.text, each.marks) for each in shown)]
        return Hit(
            id=stored_fields.id,
            url=stored_fields.url,
            title=stored_fields.title,
            title_html=marked(stored_fields.title, title_marks, 0, len(stored_fields.title)),
            summary=stored_fields.summary,
            types=stored_fields.types,
            topics=stored_fields.topics,
            year=stored_fields.year,
            facets=stored_fields.facets,
            score=score,
            language=stored_fields.language or self._site.language,
            path=stored_fields.path,
            snippet_html=snippet,
            has_text=stored_fields.has_text,
            documents=tuple(map(hit_document, resource.documents(0, HIT_DOCUMENTS))),
            document_count=resource.document_count,
            passages=tuple(self._shown(resource, each, markers.text) for each in shown),
            reasons=match_reasons(self._reasons(matched, met), _pages(shown)),
        )

    def _candidate(
        self, resource: ReadableResource, ordinal: int, marker: Marker, *, whole: bool = False
    ) -> Candidate:
        stored = resource.passage(ordinal)
        marks = marker.marks(stored.text)
        html = self._passage(stored.text, marks, whole=whole)
        return Candidate(ordinal, stored, marks, html)

    def _shown(self, resource: ReadableResource, shown: Candidate, marker: Marker) -> HitPassage:
        passage = _passage_of(resource, shown, marker)
        if not shown.also_in:
            return passage
        own = resource.stored_fields
        others = (_passage_of(resource, each, marker) for each in shown.also_in)
        return replace(
            passage, also_in=tuple(other_place(own.id, own.url, own.title, other) for other in others)
        )

    def listed(self, resource: ReadableResource, ordinals: Iterable[int]) -> tuple[HitPassage, ...]:
        """Return these passages of a resource as excerpts."""
        marker = self._markers_of(resource.stored_fields).text
        shown = []
        for ordinal in ordinals:
            passage = resource.passage(ordinal)
            found = marker.marks(passage.text)
            html = excerpt(passage.text, found, self._weights)
            shown.append(
                hit_passage(resource, ordinal, html, () if found else _marked_headings(passage, marker))
            )
        return tuple(shown)

    def whole(self, resource: ReadableResource, ordinals: Iterable[int]) -> tuple[HitPassage, ...]:
        """Return these passages of a resource whole, marked as long as there are no more than MAX_TEXT_MARKS."""
        marker, room = self._markers_of(resource.stored_fields).text, MAX_TEXT_MARKS
        shown = []
        for ordinal in ordinals:
            text = resource.passage(ordinal).text
            found = marker.marks(text) if room > 0 else []
            room -= len(found)
            shown.append(
                hit_passage(resource, ordinal, marked(text, found if room >= 0 else (), 0, len(text)))
            )
        return tuple(shown)

    def _reasons(
        self, matched: Sequence[MatchedFields], met: Sequence[tuple[str, Sequence[Mark]]]
    ) -> list[Reason]:
        """Return what a resource has of each concept; *met* are the texts shown of it, with their marks."""
        return [
            Reason(
                typed,
                each.fields,
                () if each.exact or not each.fields else self._forms(met, number),
                ways,
                *(self._synonyms(met, number, each) if each.synonyms else ()),
            )
            for number, ((typed, ways), each) in enumerate(zip(self._typed, matched, strict=False))
        ]

    def _synonyms(
        self, met: Sequence[tuple[str, Sequence[Mark]]], number: int, matched: MatchedFields
    ) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        """Return the synonyms of a concept in the texts shown, what they stand for, and where they occur."""
        synonyms = self._concepts[number].synonyms
        marked_in = {mark.synonym for _, marks in met for mark in marks if mark.concept == number}
        shown = [synonym for place, synonym in enumerate(synonyms, start=1) if place in marked_in]
        # Where none is shown, any of them may be what a heading, a topic or the summary has.
        others = shown or list(synonyms)
        named = [other.text for other in others if other.typed == others[0].typed][:_MAX_FORMS]
        return tuple(named), others[0].typed, matched.synonyms

    def _forms(self, met: Sequence[tuple[str, Sequence[Mark]]], concept: int) -> tuple[str, ...]:
        """Return how a concept is written in the texts shown, the first two ways."""
        written = (
            " ".join(text[mark.start : mark.end].split())
            for text, marks in met
            for mark in marks
            if mark.concept == concept and not mark.synonym
        )
        forms = dict.fromkeys(form if self._named[concept] else form.lower() for form in written)
        return tuple(forms)[:_MAX_FORMS]

    def excerpt(self, resource: ReadableResource, ordinal: int) -> str:
        """Return the stretch of a passage that answers best, marked."""
        text = resource.passage(ordinal).text
        return excerpt(text, self._markers_of(resource.stored_fields).text.marks(text), self._weights)

    def _markers_of(self, stored_fields: StoredFields) -> "_Markers":
        """Return the markers of texts in the language of a resource."""
        language = stored_fields.language or self._site.language
        found = self._markers.get(language)
        if found is None:
            analyzer = ANALYZERS[language]
            found = self._markers[language] = _Markers(
                Marker(self._concepts, "title", analyzer), Marker(self._concepts, "text", analyzer)
            )
        return found

    def _passage(self, text: str, marks: Sequence[Mark], *, whole: bool = False) -> str:
        return marked(text, marks, 0, len(text)) if whole else excerpt(text, marks, self._weights)


def _passage_of(resource: ReadableResource, shown: Candidate, marker: Marker) -> HitPassage:
    headings = () if shown.marks else _marked_headings(shown.stored, marker)
    return hit_passage(resource, shown.ordinal, shown.html, headings)


def _marked_headings(passage: StoredPassage, marker: Marker) -> tuple[str, ...]:
    """Return the headings of a passage, marked; (): nothing asked for is in them."""
    heading = passage.place.heading
    marks = [marker.marks(line) for line in heading]
    if not any(marks):
        return ()
    return tuple(marked(line, found, 0, len(line)) for line, found in zip(heading, marks, strict=True))


def hit_passage(
    resource: ReadableResource, ordinal: int, html: str, heading_html: tuple[str, ...] = ()
) -> HitPassage:
    """Return a passage of a resource as answers show it, with what is shown of its text and of its headings."""
    passage = resource.passage(ordinal)
    document = resource.document(passage.document)
    return HitPassage(
        ordinal=ordinal,
        part=resource.part(ordinal),
        document=hit_document(document) if document is not None else None,
        place=passage.place,
        html=html,
        text=passage.text,
        heading_html=heading_html,
    )


def hit_document(document: StoredDocument) -> HitDocument:
    """Return a document as answers list it."""
    return HitDocument(
        id=document.id,
        title=document.title,
        url=document.url,
        name=document.address.rpartition("/")[2],
        format=document.format,
        bytes=document.bytes,
        pages=document.pages,
        has_text=document.has_text,
        source=document.source,
        address=document.address,
    )


def _pages(shown: Sequence[Candidate]) -> list[int]:
    """Return the pages of those passages that contain something asked for."""
    pages = {each.stored.place.page for each in shown if each.marks}
    return sorted(page for page in pages if page is not None)
