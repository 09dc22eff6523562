"""A file of records in; its resources for us, and the same as analysed documents for the peers, out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from indexer.analysis import ENGLISH, WORD, plain_term, span_of
from indexer.resource import Resource
from indexer.sources.record import record_of

PREFIXES: Final = (3, 4, 5)  # letters

# Stands where no phrase may reach over: between topic names, and where another heading begins.
GAP: Final = "zzgapzz"
FIELDS: Final = ("title", "headings", "topics", "text")  # of TEXT_FIELDS, those that the records have


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerDocument:
    """One resource, its fields as terms with spaces between: every engine then finds the same."""

    id: str
    fields: dict[str, str]  # one for each of FIELDS
    topics: tuple[str, ...]
    types: tuple[str, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class Library:
    """A JSONL file of records."""

    path: Path

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the records as they are."""
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)

    def resources(self) -> Iterator[Resource]:
        """Yield what is indexed."""
        for record in self.records():
            yield record_of(record, source="bench", where=str(self.path)).resource

    def documents(self) -> Iterator[PeerDocument]:
        """Yield what the peers index."""
        return map(peer_document, self.resources())


def peer_document(resource: Resource) -> PeerDocument:
    """Return *resource* as the peers index it."""
    passages = [passage for document in resource.documents for passage in document.passages]
    text: list[str] = []
    headings: list[str] = []
    before: tuple[str, ...] = ()
    for passage in passages:
        here = passage.place.heading
        if here != before:
            text.append(GAP)
            same = 0
            while same < min(len(here), len(before)) and here[same] == before[same]:
                same += 1
            headings += here[same:]
        text += ENGLISH.analyze(passage.text).terms
        before = here
    return PeerDocument(
        id=resource.id,
        fields={
            "title": " ".join(ENGLISH.analyze(resource.title or "").terms),
            "headings": _apart(headings),
            "topics": _apart(resource.topics),
            "text": " ".join(text),
        },
        topics=resource.topics,
        types=resource.types,
        year=resource.year,
    )


def _apart(pieces: Iterable[str]) -> str:
    return f" {GAP} ".join(" ".join(ENGLISH.analyze(piece).terms) for piece in pieces)


class Vocabulary:
    """Every word that a library prints, as `expand` asks of an index, and more."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        printed: set[str] = set()
        for resource in resources:
            pieces = [resource.title or "", *resource.topics]
            for document in resource.documents:
                for passage in document.passages:
                    pieces += (passage.text, *passage.place.heading)
            printed.update(WORD.findall("\n".join(pieces)))
        analysed = [ENGLISH.analyze(word) for word in printed]
        self._words = [(found.forms, found.terms) for found in analysed]
        self._stacked = frozenset(term for found in analysed for _, term in found.stacked)
        self._terms = frozenset(term for _, terms in self._words for term in terms) | self._stacked
        self._forms = frozenset(form for forms, _ in self._words for form in forms)

    def has_term(self, term: str) -> bool:
        """Tell whether any field holds *term*."""
        return term in self._terms

    def has_form(self, form: str) -> bool:
        """Tell whether any field holds a word of this form."""
        return form in self._forms

    def doc_frequency(self, term: str) -> int:
        """Tell whether any field holds *term*, as a number: no question of these is long enough to ask for more."""
        return int(self.has_term(term))

    def joined(self, term: str) -> list[str]:
        """Return as what any field holds the word of this term that is printed in several parts."""
        return [held for held in self._stacked if plain_term(held) == term and span_of(held) > 1]

    def begins_alike(self, prefix: str) -> bool:
        """Tell whether the words that begin with *prefix* are those whose terms do: peers hold terms alone."""
        return prefix not in self._unlike[len(prefix)]

    @cached_property
    def _unlike(self) -> dict[int, set[str]]:
        """Of each length, the beginnings that a word's forms and its terms do not share."""
        return {
            size: {
                beginning
                for forms, terms in self._words
                for beginning in {form[:size] for form in forms} ^ {term[:size] for term in terms}
            }
            for size in PREFIXES
        }
