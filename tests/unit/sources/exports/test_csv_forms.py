"""CSV as programs of other languages and ages write it is read as if it had commas and were UTF-8."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from indexer.sources.exports.rows import rows

HEADER = ["ID", "title", "topics", "text"]
ROWS = [
    ["a", "Führung; “Crisis”, first", "Use of Force|Stops, Searches", "Two\nlines – 5 €"],
    ["b", "Señal", "", 'He said "no"'],
]


def written(divider: str, encoding: str, begin: str = "") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=divider, lineterminator="\r\n").writerows([HEADER, *ROWS])
    return (begin + out.getvalue()).encode(encoding)


def read(path: Path, content: bytes) -> list[dict[str, Any]]:
    path.write_bytes(content)
    failures: list[Any] = []
    found = [row.values() for row in rows(path, "table", failures.append, required="id", keys=["id"])]
    assert failures == []
    return found


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_it_is_read_whatever_it_is_written_in(tmp_path: Path, divider: str, encoding: str) -> None:
    bom = "\ufeff" if encoding.endswith("-bom") else ""
    plain = read(tmp_path / "plain.csv", written(",", "utf-8"))

    found = read(tmp_path / "table.csv", written(divider, encoding.removesuffix("-bom"), bom))

    assert [row["title"] for row in plain] == [row[1] for row in ROWS]
    assert found == plain


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("sep=;\nid;title\na;b, c\n", {"id": "a", "title": "b, c"}),
        ("sep=\t\nid\ttitle\na\tb, c\n", {"id": "a", "title": "b, c"}),
        ('"id";"title, long"\na;b\n', {"id": "a", "title, long": "b"}),
        ("id;Title;price\na;b;1,5\n", {"id": "a", "Title": "b", "price": "1,5"}),
        ("id,title;subtitle\na,b;c\n", {"id": "a", "title;subtitle": "b;c"}),
        ("id\na;b\n", {"id": "a;b"}),
        ("\n\nid;title\na;b\n", {"id": "a", "title": "b"}),
        ('id; "title"\na; "b; c"\n', {"id": "a", "title": "b; c"}),
    ],
)
def test_the_header_tells_what_separates_columns(tmp_path: Path, content: str, found: dict[str, str]) -> None:
    assert read(tmp_path / "table.csv", content.encode()) == [found]


def test_a_table_of_tabs_may_be_called_so(tmp_path: Path) -> None:
    assert read(tmp_path / "table.tsv", b"id\ttitle\na\tb\n") == [{"id": "a", "title": "b"}]


def test_a_large_file_in_utf_16_is_read_in_pieces(tmp_path: Path) -> None:
    many = "id;title\r\n" + "".join(f"{n};Führung {n}\r\n" for n in range(20_000))

    found = read(tmp_path / "table.csv", many.encode("utf-16"))

    assert len(found) == 20_000
    assert found[-1] == {"id": "19999", "title": "Führung 19999"}
