"""The nouns: a resource, the documents behind it, their passages, and the place of a passage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

# A record's own text is a document too, but there is no file behind it, so results do not list it.
RECORD_FORMAT: Final = "record"
MAX_LEVELS: Final = 8  # of the path to a page; a longer one is a menu, or made up


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a passage is in its document; None: unknown."""

    heading: tuple[str, ...] = ()  # outermost first
    page: int | None = None  # physical, from 1
    page_label: str | None = None  # as printed: "vi", "A-3"
    anchor: str | None = None  # the id of an element, without "#"
    seconds: float | None = None  # into a recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of a document's text that never crosses a heading or a page."""

    text: str  # paragraphs separated by "\n"; a line of a program, which is shown as it stands, begins with a tab
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file or page with text."""

    id: str  # permanent: made from source and address, never from content
    title: str
    url: str | None = None  # None: a file without an address of its own, served under /files/
    source: str = ""  # the source's name, and …
    address: str = ""  # … the path inside it (POSIX, relative): /files/ finds it by these two alone
    format: str = "text"  # "html", "pdf", "markdown", "text", …, or RECORD_FORMAT
    bytes: int | None = None
    pages: int | None = None
    language: str | None = None  # that it declares, if there is an analyzer for it
    navigation: bool = False  # a page that only leads to others: a table of contents, an index, a search form
    passages: tuple[Passage, ...] = ()  # empty: it has no text ("needs OCR")
    former_ids: tuple[str, ...] = ()  # before its file was renamed or moved, the latest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """An item that a library lists, with all text behind it."""

    id: str  # permanent, unique across sources, up to 200 characters
    title: str | None = None  # as printed, including misprints; None: the first words of the text are shown
    url: str | None = None  # its own address on the web
    summary: str | None = None
    path: tuple[str, ...] = ()  # the names of the pages above it, outermost first: site, book, chapter
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    year: int | None = None  # None: undated, listed last
    documents: tuple[Document, ...] = ()
    listed_at: str | None = None  # the page that lists it
    metadata: Mapping[str, Any] = field(default_factory=dict)  # a record's other keys, JSON values
    properties: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # what pages and files say: facets alone read it
    source: str = ""
    language: str | None = None  # of its text, if there is an analyzer for it; None: as its documents declare
    former_ids: tuple[str, ...] = ()  # before its only file was renamed or moved, the latest first
    left_out: int = 0  # passages of it that were too many to index: `indexer.runs.text_limit`

    @property
    def text_language(self) -> str | None:
        """The language of its text: its own, else that of the first document that declares one. None: that of the site."""
        if self.language is not None or not self.documents:  # records
            return self.language
        return next((document.language for document in self.documents if document.language), None)

    @property
    def is_navigation(self) -> bool:
        """Whether it is nothing but pages that lead to others."""
        return bool(self.documents) and all(document.navigation for document in self.documents)

    @property
    def shown_title(self) -> str:
        """Its title, else the first words of its text, else its id."""
        if self.title:
            return self.title
        for document in self.documents:
            for passage in document.passages:
                words = passage.text.split()
                if words:
                    return " ".join(words[:10]) + (" …" if len(words) > 10 else "")
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic as described in topics.jsonl."""

    name: str
    slug: str
    intro: str = ""
    disclaimer: str = ""


def key_like(given: Iterable[str], name: str) -> str | None:
    """Return *name* if it is among the keys *given*, else the first key that differs from it by case alone; None: there is none.

    Spreadsheets have "Audience" where other exports have "audience".
    """
    keys = tuple(given)
    if name in keys:
        return name
    folded = name.casefold()
    return next((key for key in keys if key.casefold() == folded), None)


def joined_properties(*given: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the values of all *given* properties, each once, in order."""
    found: dict[str, dict[str, None]] = {}
    for properties in given:
        for name, values in properties.items():
            found.setdefault(name, {}).update(dict.fromkeys(values))
    return {name: tuple(values) for name, values in found.items()}
