"""A resource and where each concept stands in it, in; why it matched, out."""

from collections.abc import Sequence

from indexer.resource import Resource
from searchapp.engine.presenting.highlighting import Marker
from searchapp.engine.presenting.match_reasons import MatchReasons, Reason, match_reasons
from searchapp.engine.query.concepts import Concept
from tests.twin.index import analyzer_of, passages_of

# The fields with a concept as typed, whether one has its exact form, and the fields with synonyms of it alone.
Stands = tuple[tuple[str, ...], bool, tuple[str, ...]]


def reasons(
    resource: Resource, passages: Sequence[int], concepts: Sequence[Concept], stands: Sequence[Stands]
) -> MatchReasons | None:
    """Tell where each concept stands, on which pages that are shown, and how it is written if never as typed."""
    shown = [passages_of(resource)[ordinal][1] for ordinal in passages]
    met = [("title", resource.shown_title), *(("text", passage.text) for passage in shown)]
    told = []
    for concept, (fields, exact, others) in zip(concepts, stands, strict=False):
        marks = [
            (mark, text)
            for name, text in met
            for mark in Marker((concept,), name, analyzer_of(resource)).marks(text)
        ]
        written = [" ".join(text[mark.start : mark.end].split()) for mark, text in marks if not mark.synonym]
        if not concept.named:
            written = [form.lower() for form in written]
        forms = () if exact or not fields else tuple(dict.fromkeys(written))[:2]
        reason = Reason(concept.as_typed, fields, forms, concept.ways_typed)
        if others:
            met_synonyms = {concept.synonyms[mark.synonym - 1] for mark, _ in marks if mark.synonym}
            named = [each for each in concept.synonyms if each in met_synonyms or not met_synonyms]
            texts = [each.text for each in named if each.typed == named[0].typed]
            reason = reason._replace(
                synonyms=tuple(texts[:2]), synonym_of=named[0].typed, synonym_fields=others
            )
        told.append(reason)
    marker = Marker(concepts, "text", analyzer_of(resource))
    pages = {passage.place.page for passage in shown if marker.marks(passage.text)} - {None}
    return match_reasons(told, sorted(page for page in pages if page is not None))
