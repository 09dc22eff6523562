"""Workbooks of records, as staff keep them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from indexer.config import FolderSource, RecordsSource
from indexer.errors import SourceError

HEADER = ["ID", "Title", "year", "topics", "Audience", "files"]
CIT = ["cit", "Crisis Teams", 2019, "Use of Force|Stops, Searches, and Arrests", "Chiefs", None]


def save(path: Path, *rows: list[Any], before: tuple[str, ...] = ()) -> None:
    book = Workbook()
    sheet = book.active
    for title in before:
        sheet["A1"] = title
        sheet = book.create_sheet("Catalogue")
    for row in rows:
        sheet.append(row)
    book.save(path)


@pytest.fixture
def export(tmp_path: Path) -> RecordsSource:
    return RecordsSource(name="export", kind="records", path=tmp_path / "export.xlsx")


def test_an_export_is_read_as_a_table(export: RecordsSource, scanned: Callable[..., Any]) -> None:
    save(export.path, HEADER, CIT, ["b", "Señal", "c. 2019"], [], [None, "No id"])

    found, failures = scanned(export)

    assert set(found) == {"cit", "b"}
    resource = found["cit"]
    assert (resource.title, resource.year) == ("Crisis Teams", 2019)
    assert resource.topics == ("Use of Force", "Stops, Searches, and Arrests")
    assert resource.metadata == {"Audience": "Chiefs"}
    assert [failure.partition(";")[0] for failure in failures] == [
        "export/export.xlsx row 3: record 'b': year: \"c. 2019\" is not a whole number from 1 to 9999",
        "export/export.xlsx row 5: id: it is missing",
    ]


def test_the_sheet_that_has_the_column_of_ids_is_read(
    export: RecordsSource, scanned: Callable[..., Any]
) -> None:
    save(export.path, HEADER, CIT, [None, "No id"], before=("How to fill this in",))

    found, failures = scanned(export)

    assert set(found) == {"cit"}
    assert failures[0].startswith('export/export.xlsx sheet "Catalogue" row 3: ')


def test_a_catalogue_may_be_a_workbook(tmp_path: Path, scanned: Callable[..., Any]) -> None:
    (tmp_path / "guide.md").write_text("# A Guide\n\nText of it.")
    save(tmp_path / "catalogue.xlsx", HEADER, [*CIT[:-1], "guide.md"])

    found, failures = scanned(FolderSource(name="sample", kind="folder", path=tmp_path))

    assert failures == []
    assert set(found) == {"cit"}
    assert found["cit"].documents[0].title == "A Guide"


def test_ids_are_as_they_are_shown_and_not_as_numbers_are_kept(
    export: RecordsSource, scanned: Callable[..., Any]
) -> None:
    save(export.path, ["id", "title"], [7, "Seven"], [8.0, "Eight"], ["007", "Bond"])

    found, _ = scanned(export)

    assert set(found) == {"7", "8", "007"}


@pytest.mark.parametrize(
    ("rows", "failure"),
    [
        ([["title"], ["One"]], "the header has no column 'id'; its columns are \"title\""),
        ([["id", "title", "title"], ["1", "2", "3"]], 'the column "title" appears twice'),
        ([["id", "", "title"], ["1", "stray", "One"]], '"stray" is in a column without a name'),
        ([["id"], ["1", "beyond"]], '"beyond" is in a column without a name'),
    ],
)
def test_mistakes_are_named(
    export: RecordsSource, scanned: Callable[..., Any], rows: list[list[Any]], failure: str
) -> None:
    save(export.path, *rows)

    try:
        _, failures = scanned(export)
    except SourceError as error:
        failures = [str(error)]

    assert failure in failures[0]


@pytest.mark.parametrize(
    ("name", "content", "failure"),
    [
        ("export.xlsx", b"id,title\n1,One", "it is not an Excel workbook; save it as .xlsx in Excel"),
        ("export.xlsx", None, "there is no such file"),
        ("export.csv", b"PK\x03\x04" + bytes(90), "it is a packed file, not text; if it is an Excel workbook"),
        ("export.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90), "it is in the old Excel format; save it as .xlsx"),
        ("export.jsonl", b"PK\x03\x04" + bytes(90), "it is a packed file, not text"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_named_in_a_line(
    tmp_path: Path, scanned: Callable[..., Any], name: str, content: bytes | None, failure: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SourceError, match=failure):
        scanned(RecordsSource(name="export", kind="records", path=path))
