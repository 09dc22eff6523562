"""Checks one record of an export: a resource with its own text, and the files behind it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from indexer.control_characters import has_control
from indexer.document_id import document_id
from indexer.errors import RecordError
from indexer.languages import language_of
from indexer.readers.passages import divided, passages_from_text
from indexer.resource import RECORD_FORMAT, Document, Passage, Place, Resource
from indexer.sources.values import (
    MAX_SUMMARY,
    MAX_TITLE,
    address_of,
    line_of,
    listed,
    metadata_of,
    names_of,
    page_of,
    paths_of,
    seconds_of,
    text_of,
    year_of,
)

# Raise it with any change of the result: all records are then read again.
RECORD_VERSION: Final = 5
MAX_ID: Final = 200  # characters (docs/configuration.md)
MAX_PASSAGES: Final = 100_000  # as of a file
MAX_HEADINGS: Final = 20  # from the outermost inward: no text is divided as deeply
KEYS: Final = frozenset("id title url summary text types topics year passages files listed_at".split())
LANGUAGE: Final = "language"  # also kept as metadata: exports say more in it than which analyzer a text needs
_CAN_BE_LEFT_OUT: Final = frozenset(("url", "year", "listed_at"))
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A checked record: a resource, and the addresses of files whose documents are to be added."""

    resource: Resource
    files: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # values that are none, each with what is wrong


def record_of(values: Mapping[str, Any], *, source: str, where: str, divider: str | None = None) -> Record:
    """Check *values* and return the record; raises RecordError with every mistake in it.

    A wrong year or address costs only itself: without it, the record is still true. *divider* separates the values of lists if the format has no lists ("|" in CSV).
    """
    mistakes: list[str] = []
    left_out: list[str] = []

    def checked(key: str, check: Callable[[Any], _T]) -> _T | None:
        try:
            return check(values.get(key))
        except ValueError as error:
            (left_out if key in _CAN_BE_LEFT_OUT else mistakes).append(f"{key}: {error}")
            return None

    def names(value: Any) -> tuple[str, ...]:
        return names_of(value, divider)

    key = checked("id", _id_of) or ""
    url = checked("url", address_of)
    title = checked("title", lambda value: line_of(value, MAX_TITLE))
    own = (checked("text", _passages_of_text) or ()) + (checked("passages", _passages_of_list(divider)) or ())
    resource = Resource(
        id=key,
        title=title,
        url=url,
        summary=checked("summary", lambda value: line_of(value, MAX_SUMMARY)),
        types=checked("types", names) or (),
        topics=checked("topics", names) or (),
        year=checked("year", year_of),
        language=language_of(values[LANGUAGE]) if isinstance(values.get(LANGUAGE), str) else None,
        documents=(_own_document(key, source, title, url, own),) if own else (),
        listed_at=checked("listed_at", address_of),
        metadata=_metadata(values, mistakes),
        source=source,
    )
    if len(own) > MAX_PASSAGES:
        mistakes.append(f"its text has more than {MAX_PASSAGES:,} passages")
    files = checked("files", lambda value: paths_of(value, divider)) or ()
    if mistakes:
        called = f"record {key!r}: " if key else ""
        raise RecordError(
            called + ", ".join((*left_out, *mistakes)), where=where, fix="correct it where it is kept"
        )
    return Record(resource=resource, files=files, left_out=tuple(left_out))


def _id_of(value: Any) -> str:
    # Other systems number their records; 7 and "7" are the same id.
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError("it is missing" if value in (None, "") else "it must be text")
    if len(value) > MAX_ID:
        raise ValueError(f"it is longer than {MAX_ID} characters")
    if has_control(value):
        raise ValueError("it holds a control character")
    return value


def _own_document(
    key: str, source: str, title: str | None, url: str | None, passages: tuple[Passage, ...]
) -> Document:
    return Document(
        id=document_id(source, f"\0{key}"),  # no file's address begins like this
        title=title or key,
        url=url,
        source=source,
        format=RECORD_FORMAT,
        passages=passages,
    )


def _metadata(values: Mapping[str, Any], mistakes: list[str]) -> Mapping[str, Any]:
    rest = {key: value for key, value in values.items() if key not in KEYS and value is not None}
    try:
        return metadata_of(rest)
    except ValueError as error:
        mistakes.append(str(error))
        return {}


def _passages_of_text(value: Any) -> tuple[Passage, ...]:
    text = text_of(value)
    return passages_from_text(text) if text else ()


def _passages_of_list(divider: str | None) -> Callable[[Any], tuple[Passage, ...]]:
    def passages(value: Any) -> tuple[Passage, ...]:
        return tuple(part for one in _passages(listed(value, divider)) for part in divided(one))

    return passages


def _passages(values: Any) -> Iterator[Passage]:
    if len(values) > MAX_PASSAGES:
        raise ValueError(f"there are more than {MAX_PASSAGES:,}")
    for number, value in enumerate(values, 1):
        try:
            passage = _passage_of(value)
        except ValueError as error:
            raise ValueError(f"number {number}: {error}") from None
        if passage is not None:
            yield passage


def _passage_of(value: Any) -> Passage | None:
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, Mapping):
        raise ValueError("it must be an object with a text")  # noqa: TRY004
    text = text_of(value.get("text"))
    if text is None:
        return None
    label, anchor = value.get("page_label"), line_of(value.get("anchor"))
    headings = listed(value.get("heading"))
    if len(headings) > MAX_HEADINGS:
        raise ValueError(f"it has more than {MAX_HEADINGS} headings above it")
    place = Place(
        heading=tuple(line for one in headings if (line := line_of(one, MAX_TITLE))),
        page=page_of(value.get("page")),
        page_label=line_of(str(label) if isinstance(label, int) else label),
        anchor=anchor.removeprefix("#") or None if anchor else None,
        seconds=seconds_of(value.get("time")),
    )
    return Passage(text=text, place=place)
