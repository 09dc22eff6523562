"""The Whoosh schema, and how one resource becomes one Whoosh document.

A resource's passages are ranges of its `text` field: each begins at a known position of the token stream. So
deletes, updates and counts stay exact, and a passage needs no document of its own (docs/adr/0004).
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from whoosh import columns, fields, formats

from indexer.analysis import ANALYSIS_VERSION, analyse
from indexer.resource import RECORD_FORMAT, Place, Resource

SCHEMA_VERSION: Final = 1 * 1000 + ANALYSIS_VERSION  # raise the first number with any change below

# The fields that words are looked for in. Weights: [ranking] in config.toml.
SEARCHED: Final = ("title", "headings", "topics", "summary", "text")

# No phrase reaches over a gap this wide: a query holds at most 256 words (DESIGN.md 8).
GAP: Final = 300


@dataclass(frozen=True, slots=True)
class TermStream:
    """The terms of one field of one resource, each at its position; gaps divide what is not one run."""

    terms: Sequence[str]
    positions: Sequence[int]


class TermField(fields.FieldType):  # type: ignore[misc]  # Whoosh is untyped
    """A field of terms with positions, analysed by us and not by Whoosh."""

    def __init__(self) -> None:
        super().__init__(format=formats.Positions(), analyzer=None, scorable=True)

    def index(self, value: TermStream, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions) of each distinct term."""
        places: dict[str, list[int]] = {}
        for term, position in zip(value.terms, value.positions, strict=True):
            places.setdefault(term, []).append(position)
        for term, positions in places.items():
            yield term.encode(), len(positions), float(len(positions)), self.format.encode(positions)


class NameField(fields.FieldType):  # type: ignore[misc]
    """A field of whole names: no sign divides them, because topic names hold commas and spaces."""

    def __init__(self, *, unique: bool = False) -> None:
        # Lengths are of no use here, but for a field without them Whoosh asks the disk at every posting.
        super().__init__(format=formats.Existence(), analyzer=None, scorable=True, unique=unique)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each name once."""
        for name in dict.fromkeys(value):
            yield name.encode(), 1, 1.0, b""


def forms_field(field: str) -> str:
    """Return the name of the field that holds the forms of *field*."""
    return f"{field}_forms"


def build_schema() -> fields.Schema:
    """Return the schema both sides use: the indexer to write, searchapp to read."""
    searched = {field: TermField() for field in SEARCHED}
    forms = {forms_field(field): NameField() for field in SEARCHED}
    return fields.Schema(
        id=NameField(unique=True),
        topic=NameField(),
        type=NameField(),
        year=NameField(),
        document=NameField(),  # ids of its documents: /files/ looks them up here
        facts=fields.COLUMN(columns.VarBytesColumn()),  # small, wanted for every match: `Facts`
        stored=fields.COLUMN(columns.VarBytesColumn()),  # large, wanted for the hits shown: `Stored`
        **searched,
        **forms,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What scoring, facets and sorting need of every resource."""

    id: str
    title: str  # as shown
    types: tuple[str, ...]
    topics: tuple[str, ...]
    year: int | None
    lengths: tuple[int, ...]  # terms in each field of SEARCHED, exact (Whoosh rounds its own)
    passages: tuple[tuple[int, int], ...]  # of each: position in `text` where it begins, and its terms


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """A passage with the document that holds it."""

    document: int  # index into Stored.documents
    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the index keeps it; its text stands in the passages."""

    id: str
    title: str
    url: str | None
    source: str
    address: str
    format: str
    bytes: int | None
    pages: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What is shown of a hit."""

    url: str | None
    summary: str | None
    listed_at: str | None
    source: str
    metadata: Mapping[str, Any]
    documents: tuple[StoredDocument, ...]
    passages: tuple[StoredPassage, ...]


def whoosh_document(resource: Resource) -> dict[str, Any]:
    """Return the field values of *resource*, ready for `add_document`."""
    passages = tuple(
        StoredPassage(document=number, place=passage.place, text=passage.text)
        for number, document in enumerate(resource.documents)
        for passage in document.passages
    )
    streams, forms, starts = _streams(resource, passages)
    facts = Facts(
        id=resource.id,
        title=resource.shown_title,
        types=resource.types,
        topics=resource.topics,
        year=resource.year,
        lengths=tuple(len(streams[field].terms) for field in SEARCHED),
        passages=starts,
    )
    stored = Stored(
        url=resource.url,
        summary=resource.summary,
        listed_at=resource.listed_at,
        source=resource.source,
        metadata=resource.metadata,
        documents=tuple(
            StoredDocument(
                id=document.id,
                title=document.title,
                url=document.url,
                source=document.source,
                address=document.address,
                format=document.format,
                bytes=document.bytes,
                pages=document.pages,
            )
            for document in resource.documents
        ),
        passages=passages,
    )
    listed = [document.id for document in resource.documents if document.format != RECORD_FORMAT]
    return {
        "id": (resource.id,),
        "topic": resource.topics,
        "type": resource.types,
        "year": () if resource.year is None else (str(resource.year),),
        "document": listed,
        "facts": json.dumps(asdict(facts), ensure_ascii=False).encode(),
        "stored": zlib.compress(json.dumps(asdict(stored), ensure_ascii=False).encode(), 1),
        **streams,
        **{forms_field(field): sorted(forms[field]) for field in SEARCHED},
    }


def _streams(
    resource: Resource, passages: Sequence[StoredPassage]
) -> tuple[dict[str, TermStream], dict[str, frozenset[str]], tuple[tuple[int, int], ...]]:
    """Return each field's stream and forms, and the range of each passage in `text`."""
    runs: dict[str, list[tuple[int, str]]] = {
        "title": [(0, resource.title or "")],
        "headings": [(GAP, heading) for heading in _headings(passages)],
        "topics": [(GAP, topic) for topic in resource.topics],
        "summary": [(0, resource.summary or "")],
    }
    streams: dict[str, TermStream] = {}
    forms: dict[str, frozenset[str]] = {}
    for field, pieces in runs.items():
        streams[field], forms[field], _ = _laid_out(pieces)
    streams["text"], forms["text"], starts = _laid_out(_text_runs(passages))
    return streams, forms, starts


def _laid_out(
    pieces: Iterable[tuple[int, str]],
) -> tuple[TermStream, frozenset[str], tuple[tuple[int, int], ...]]:
    """Lay (gap before it, text) pieces out in one stream; return it, its forms, and each piece's range."""
    terms: list[str] = []
    positions: list[int] = []
    forms: set[str] = set()
    ranges: list[tuple[int, int]] = []
    following = 0
    for gap, piece in pieces:
        following += gap if terms else 0
        found = analyse(piece)
        ranges.append((following, len(found.terms)))
        terms += found.terms
        positions += range(following, following + len(found.terms))
        following += len(found.terms)
        forms |= found.forms
    return TermStream(terms, positions), frozenset(forms), tuple(ranges)


def _text_runs(passages: Iterable[StoredPassage]) -> Iterator[tuple[int, str]]:
    """Yield the passages as (gap before it, text): a sentence may run on over a page, not over a heading."""
    before: tuple[int, tuple[str, ...]] | None = None
    for passage in passages:
        here = (passage.document, passage.place.heading)
        yield (0 if here == before else GAP), passage.text
        before = here


def _headings(passages: Iterable[StoredPassage]) -> Iterator[str]:
    """Yield each heading once for each time it begins, in order."""
    before: tuple[int, tuple[str, ...]] = (-1, ())
    for passage in passages:
        here = (passage.document, passage.place.heading)
        if here != before:
            same = 0
            if here[0] == before[0]:
                while same < min(len(here[1]), len(before[1])) and here[1][same] == before[1][same]:
                    same += 1
            yield from here[1][same:]
        before = here


def facts_from(value: bytes) -> Facts:
    """Return the facts in a column value."""
    raw = json.loads(value)
    return Facts(
        id=raw["id"],
        title=raw["title"],
        types=tuple(raw["types"]),
        topics=tuple(raw["topics"]),
        year=raw["year"],
        lengths=tuple(raw["lengths"]),
        passages=tuple((begin, terms) for begin, terms in raw["passages"]),
    )


def stored_from(value: bytes) -> Stored:
    """Return what is shown of a hit from a column value."""
    raw = json.loads(zlib.decompress(value))
    passages = tuple(
        StoredPassage(
            document=passage["document"],
            place=Place(**{**passage["place"], "heading": tuple(passage["place"]["heading"])}),
            text=passage["text"],
        )
        for passage in raw.pop("passages")
    )
    documents = tuple(StoredDocument(**document) for document in raw.pop("documents"))
    return Stored(**raw, documents=documents, passages=passages)
