"""Word files made to hurt: bombs, entities, parts that are not there, and what is no Word file at all."""

from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS: Final = "application/vnd.openxmlformats-package.relationships+xml"


def word_file(*paragraphs: str, before: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a Word file of *paragraphs*; *before* stands before its document, *parts* beside it or instead."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    own = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{_RELS}"/><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    return zipped({name: part.encode() for name, part in own.items()} | dict(parts or {}))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file of *parts*."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return out.getvalue()


def bomb(size: int = 400_000_000) -> bytes:
    """Return a file of under a megabyte whose text unpacks to *size* bytes."""
    return word_file(parts={"word/document.xml": b" " * size})


def lying_bomb() -> bytes:
    """Return a bomb whose table says that it unpacks to nothing much."""
    true, told = (100_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    return bomb(100_000_000).replace(true, told)


def entities() -> bytes:
    """Return a file whose entities would grow to a thousand million words."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return word_file("&e9;", before=f'<!DOCTYPE w [<!ENTITY e0 "billion laughs ">{levels}]>')


def outside_entity() -> bytes:
    """Return a file whose entity names a file of the machine."""
    return word_file("&e;", before='<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>')


def crowded(count: int = 20_001) -> bytes:
    """Return a file of *count* empty parts beside its own."""
    return word_file("words", parts={f"word/{number}.xml": b"" for number in range(count)})


def climbing() -> bytes:
    """Return a file with a part whose name leads out of it."""
    return word_file("The climbing one.", parts={"../../climbed.xml": b"<x/>"})
