"""Word files that are none, or lie, or are too much, in; errors that say how to fix it out."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx.document import Document

from indexer.config import ReadingConfig
from indexer.errors import ReadError
from indexer.readers import office_package
from indexer.readers.docx import package as docx_package
from indexer.readers.docx.reader import read_docx
from indexer.readers.outcome import ReadResult
from indexer.readers.sandbox.guard import GuardedReader
from tests.unit.readers.docx.word_files import TYPES, WORD, by_hand, packed, paragraph, saved, trouble

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def guarded() -> Iterator[Callable[[Path], ReadResult]]:
    with GuardedReader(ReadingConfig(wall_seconds=900)) as reader:
        yield lambda path: reader.read(path, "docx", path.name)


def bomb() -> bytes:
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": b"<w:p/>" * (docx_package.MAX_XML // 6 + 1),
        }
    )


def entities(encoding: str) -> bytes:
    declared = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{declared}]><w:document {WORD}><w:body>'
        f"{paragraph('&a9;')}</w:body></w:document>"
    )
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": xml.encode(encoding)})


def locked() -> bytes:
    """A Word file whose entries say that they are encrypted, as old zip programs do it."""
    data = bytearray(by_hand(paragraph("Text.")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def lying() -> bytes:
    """A Word file that says it unpacks to ten bytes."""
    data = bytearray(by_hand(paragraph("Text.") * 1000))
    at = data.find(b"word/document.xml", data.find(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "a bomb": (
        bomb(),
        "x.docx: it unpacks to 24 MB of text (the limit is 24 MB); divide it into several files",
    ),
    "an entity bomb": (entities("utf-8"), "it declares XML entities, which Word never does"),
    "an entity bomb in UTF-16": (entities("utf-16"), "it declares XML entities, which Word never does"),
    "half a file": (by_hand(paragraph("Text."))[:-30], "it is damaged or incomplete"),
    "a size that lies": (lying(), "it is damaged or incomplete"),
    "encrypted by Word": (
        OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "x.docx: it is protected by a password; save a copy without a password",
    ),
    "encrypted by a zip program": (locked(), "it is protected by a password"),
    "the old format": (
        OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"),
        "x.docx: it is in the old Word format; open it in Word, save it as .docx and replace the file",
    ),
    "rich text": (b"{\\rtf1 Hello}", "it is an RTF file, despite its name"),
    "a plain zip": (packed({"a.txt": "words"}), "it is not a Word document"),
    "a spreadsheet": (
        packed({"[Content_Types].xml": TYPES, "xl/a.xml": "<a/>"}),
        "it is not a Word document",
    ),
    "plain text": (b"Hello", "it is not a Word document"),
    "a folder above": (
        packed({"[Content_Types].xml": TYPES, "word/../../document.xml": "<a/>"}),
        "it is not a Word document",
    ),
    "broken XML": (by_hand("<w:p>"), "its parts are inconsistent"),
    "a footnote that is not there": (
        by_hand('<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'),
        "its parts are inconsistent",
    ),
    "deep nesting": (by_hand("<w:tbl><w:tr><w:tc>" * 3000), "its parts are inconsistent"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_whole_word_file_is_refused(name: str) -> None:
    data, message = HOSTILE[name]

    assert message in trouble(data)


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_package, "MAX_ENTRIES", 3)

    assert "it has 4 parts (the limit is 3)" in trouble(packed({f"{number}.png": "" for number in range(4)}))


def test_tables_nested_too_deeply_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000

    assert "its parts are inconsistent" in trouble(by_hand(deep))


def test_pictures_may_be_larger_than_the_limit(document: Document) -> None:
    data = saved(document)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/large.png", bytes(docx_package.MAX_XML + 1))

    assert read_docx(out.getvalue(), "x.docx").format == "docx"


@pytest.mark.slow  # a process for each kind of damage
def test_the_guarded_reader_reads_and_refuses_alike(
    guarded: Callable[[Path], ReadResult], document: Document, tmp_path: Path
) -> None:
    document.add_paragraph("Some words.")
    good = tmp_path / "good.docx"
    good.write_bytes(saved(document))

    for number, (data, message) in enumerate(HOSTILE.values()):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(data)
        with pytest.raises(ReadError) as caught:
            guarded(path)
        assert message.removeprefix("x.docx: ") in str(caught.value)

        assert [one.text for one in guarded(good).passages] == ["Some words."]
