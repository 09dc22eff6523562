"""Workbooks of records: what their cells say, and what hostile ones do not do."""

from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from indexer.config import ReadingConfig
from indexer.errors import ReadError
from indexer.readers import workbook
from indexer.readers.sandbox.guard import GuardedReader
from indexer.readers.workbook import read_workbook


def made(fill: Callable[[Any], object]) -> bytes:
    book = Workbook()
    fill(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return the workbook with *new* in place of *old* in one of its parts."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(out, "w", ZIP_DEFLATED) as to:
        for name in archive.namelist():
            body = archive.read(name)
            to.writestr(name, body.replace(old, new) if name == part else body)
    return out.getvalue()


def one(*cells: object) -> bytes:
    return made(lambda book: book.active.append(list(cells)))


SHEET = "xl/worksheets/sheet1.xml"
INLINE = b'<c r="A1" t="inlineStr"><is><t>a</t></is></c>'
NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml"'
    b' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
STRING = b"<si><r><t>Crisis </t></r><r><t>teams</t></r><rPh sb='0' eb='1'><t>no</t></rPh></si>"


def shared(index: bytes) -> bytes:
    """Return a workbook that keeps its text as Excel does: in a table of strings, of which a cell names the number."""
    data = changed(one("a"), SHEET, INLINE, b'<c r="A1" t="s"><v>%b</v></c>' % index)
    data = changed(data, "[Content_Types].xml", b"</Types>", STRINGS_TYPE + b"</Types>")
    out = BytesIO(data)
    with ZipFile(out, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst xmlns='%b'>%b</sst>" % (NAMESPACE, STRING))
    return out.getvalue()


def cells_of(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_workbook(data, "x.xlsx").rows]


def test_cells_are_text_as_one_would_type_it() -> None:
    yes, at = True, datetime(2019, 5, 1, 10, 30)  # noqa: DTZ001  # Excel knows no zones
    data = one(
        "Führung", 2019, 2019.0, 0.1, 1e20, yes, date(2019, 5, 1), at, time(9, 5), None, "#REF!", "end"
    )

    assert cells_of(data) == [
        (
            "Führung", "2019", "2019", "0.1", "100000000000000000000", "true", "2019-05-01", "2019-05-01 10:30:00",
            "09:05:00", "", "", "end",
        )
    ]  # fmt: skip


def test_a_string_of_several_runs_is_one_text_without_its_pronunciation() -> None:
    assert cells_of(shared(b"0")) == [("Crisis teams",)]


def test_every_sheet_that_is_shown_is_read_with_the_numbers_of_its_rows() -> None:
    def fill(book: Workbook) -> None:
        book.active.title = "Read me"
        book.active["A1"] = "How to fill this in"
        second = book.create_sheet("Catalogue")
        second.append(["id", "title"])
        second["B5"] = "Late"
        book.create_sheet("Secret").append(["no"])
        book["Secret"].sheet_state = "hidden"

    rows = read_workbook(made(fill), "x.xlsx").rows

    assert [(row.sheet, row.number, row.cells) for row in rows] == [
        ("Read me", 1, ("How to fill this in",)),
        ("Catalogue", 1, ("id", "title")),
        ("Catalogue", 5, ("", "Late")),
    ]


def test_the_size_that_a_sheet_claims_is_not_believed() -> None:
    data = made(lambda book: [book.active.append([n]) for n in range(5)])

    assert len(cells_of(changed(data, SHEET, b'ref="A1:A5"', b'ref="A1:A2"'))) == 5


def formula(book: Workbook) -> None:
    book.active["A1"] = "=1+1"


TROUBLES = {
    "never calculated": (made(formula), "it has formulas that were never calculated"),
    "text": (b"id,title\r\n1,One", "it is not an Excel workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "it is in the old Excel format"),
    "cut off": (one("a")[:2000], "it is damaged or incomplete"),
    "entities": (
        changed(one("a"), "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY e "x">]><workbook'),
        "it declares XML entities",
    ),
    "no sheet": (changed(one("a"), SHEET, b"<worksheet", b"<x"), "its parts are inconsistent"),
    "a string that is not there": (shared(b"1"), "its parts are inconsistent"),
    "a number that is none": (
        changed(one(5), SHEET, b"<v>5</v>", b"<v>five</v>"),
        "its parts are inconsistent",
    ),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_what_cannot_be_read_is_refused_in_a_line(name: str) -> None:
    data, message = TROUBLES[name]

    with pytest.raises(ReadError, match=message) as caught:
        read_workbook(data, "x.xlsx")
    assert caught.value.fix


def test_formulas_that_were_calculated_are_their_results() -> None:
    data = changed(made(formula), SHEET, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    data = changed(data, SHEET, b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")

    assert cells_of(data) == [("2",)]


def test_too_many_rows_or_too_much_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(lambda book: [book.active.append(["abc"]) for _ in range(4)])
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    with pytest.raises(ReadError, match="it has more than 3 rows"):
        read_workbook(data, "x.xlsx")
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    monkeypatch.setattr(workbook, "MAX_TEXT", 11)
    with pytest.raises(ReadError, match="of text"):
        read_workbook(data, "x.xlsx")


def test_a_hostile_workbook_harms_nobody(tmp_path: Path) -> None:
    limits = ReadingConfig(memory_bytes=256 * 1024 * 1024, cpu_seconds=1, wall_seconds=60)
    bomb = changed(one("a"), SHEET, b"</sheetData>", b" " * 300_000_000 + b"</sheetData>")
    cases = {
        "bomb": (bomb, "it unpacks to"),
        "far": (changed(one("a"), SHEET, b'<row r="1"', b'<row r="99999999999"'), "processor time"),
        "wide": (
            changed(one("a"), SHEET, b'r="A1"', b'r="ZZZZZZZZ1"'),
            "inconsistent|memory|processor time",
        ),
    }
    with GuardedReader(limits) as reader:
        for name, (data, message) in cases.items():
            path = tmp_path / f"{name}.xlsx"
            path.write_bytes(data)
            with pytest.raises(ReadError, match=message):
                reader.read(path, "xlsx", "x")
        good = tmp_path / "good.xlsx"
        good.write_bytes(made(lambda book: [book.active.append([f"{n}", "x"]) for n in range(300)]))
        assert len(reader.read(good, "xlsx", "x").rows) == 300
