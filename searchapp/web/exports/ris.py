"""References in, RIS out: what Zotero, EndNote, Mendeley and others read."""

from collections.abc import Iterable, Iterator
from typing import Final

from indexer.control_characters import clean_line
from searchapp.web.exports.reference import Reference

MEDIA_TYPE: Final = "application/x-research-info-systems"
_LINE_END: Final = "\r\n"
# What libraries call their types, in small letters; what else it is, its format tells.
_KINDS: Final = {
    "article": "JOUR",
    "book": "BOOK",
    "case": "CASE",
    "dataset": "DATA",
    "podcast": "SOUND",
    "presentation": "SLIDE",
    "report": "RPRT",
    "statute": "STAT",
    "thesis": "THES",
    "video": "VIDEO",
    "web page": "ELEC",
    "webpage": "ELEC",
    "webinar": "VIDEO",
    "website": "ELEC",
}
_KINDS_OF_FORMATS: Final = {"docx": "RPRT", "html": "ELEC", "pdf": "RPRT", "srt": "VIDEO", "vtt": "VIDEO"}
_ANY_KIND: Final = "GEN"


def ris(references: Iterable[Reference], library: str) -> bytes:
    """Return *references* from the *library* with that name."""
    # No value has a line end, so that none can begin another tag.
    lines = (
        f"{tag}  - {clean_line(value)}{_LINE_END}"
        for each in references
        for tag, value in _lines(each, library)
    )
    return "".join(lines).encode("utf-8", "replace")


def _lines(each: Reference, library: str) -> Iterator[tuple[str, str]]:
    """Yield the tags and values of a reference."""
    yield "TY", _kind(each)
    yield "ID", each.id
    yield "TI", each.title
    if each.year is not None:
        yield "PY", f"{each.year:04}"
    if each.summary:
        yield "AB", each.summary
    for topic in each.topics:
        yield "KW", topic
    for note in each.notes:
        yield "N1", note
    if each.types:
        yield "M3", "; ".join(each.types)
    yield "LA", each.language
    yield "DB", library
    # A semicolon would separate two addresses.
    yield "UR", each.address.replace(";", "%3B")
    yield "ER", ""


def _kind(each: Reference) -> str:
    named = (_KINDS.get(name.lower()) for name in each.types)
    return next(filter(None, named), None) or _KINDS_OF_FORMATS.get(each.format, _ANY_KIND)
