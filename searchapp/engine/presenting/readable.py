"""What the presenter asks of an engine: terms of the query, and resources that are read as far as they are shown."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from indexer.stored_fields import StoredDocument, StoredFields, StoredPassage
from searchapp.engine.query.concepts import Concept


class WeightedConcept(Protocol):
    """A concept and its weight: a term of the query."""

    @property
    def concept(self) -> Concept:
        """What is asked for."""
        ...

    @property
    def weight(self) -> float:
        """How much it counts in the choice of an excerpt."""
        ...


class MatchedFields(Protocol):
    """Where one term of the query occurs in one resource."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in which it occurs; none: it does not."""
        ...

    @property
    def exact(self) -> bool:
        """Whether it occurs as typed."""
        ...

    @property
    def synonyms(self) -> tuple[str, ...]:
        """The fields in which only synonyms of it occur."""
        ...


class ReadableResource(Protocol):
    """A resource, of which is read what is asked for."""

    @property
    def stored_fields(self) -> StoredFields:
        """What is shown of it in every list."""
        ...

    @property
    def passage_count(self) -> int:
        """How many passages its text has."""
        ...

    @property
    def document_count(self) -> int:
        """How many documents are listed: its own text is none."""
        ...

    @property
    def metadata(self) -> Mapping[str, Any]:
        """A record's other keys."""
        ...

    def document(self, number: int) -> StoredDocument | None:
        """Return one of all documents, from 0; None: it is the resource's own text."""
        ...

    def documents(self, first: int, count: int) -> Sequence[StoredDocument]:
        """Return up to *count* of the documents that are listed, from number *first* of them on."""
        ...

    def passage(self, ordinal: int) -> StoredPassage:
        """Return one passage, from 0 over all documents."""
        ...

    def part(self, ordinal: int) -> int:
        """Return in which part of the text page a passage is, from 1."""
        ...
