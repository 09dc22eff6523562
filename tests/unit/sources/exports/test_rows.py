import json
from pathlib import Path
from typing import Any

import pytest

from indexer.errors import FieldguideError, RecordError, SourceError
from indexer.sources.exports import lines as lines_module
from indexer.sources.exports.rows import rows


def read(path: Path, **more: Any) -> tuple[list[tuple[str, dict[str, Any]]], list[str]]:
    failures: list[FieldguideError] = []
    found = []
    for row in rows(path, path.name, failures.append, **more):
        try:
            found.append((row.place, row.values()))
        except RecordError as error:
            failures.append(error)
    return found, [str(failure) for failure in failures]


def test_each_bad_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"id": "a"}\r\n\n{"id": NaN}\n[1]\n{"id"\n{"id": "\xff"}\n"text"\n'
        + b"[" * 100_000
        + b'\n{"id": "b"}'
    )

    found, failures = read(path)

    assert found == [("a.jsonl line 1", {"id": "a"}), ("a.jsonl line 9", {"id": "b"})]
    assert [failure.partition(":")[0] for failure in failures] == [
        f"a.jsonl line {number}" for number in range(3, 9)
    ]


def test_halves_of_signs_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "x": ["\\ud83d", {"k": "\\ud83d\\ude93"}]}', encoding="utf-8")

    found, _ = read(path)

    assert found[0][1]["x"] == ["\ufffd", {"k": "🚓"}]


def test_a_line_without_end_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MAX_LINE", 100)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "x" * 1000}) + '\n{"id": "b"}\n', encoding="utf-8")

    found, failures = read(path)

    assert found == [("a.jsonl line 2", {"id": "b"})]
    assert "line 1: it is longer" in failures[0]


def test_a_json_list_is_not_an_export_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('[\n{"id": "a"}\n]', encoding="utf-8")

    with pytest.raises(SourceError, match="one JSON list"):
        read(path)


def test_csv_takes_quotes_newlines_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffid,title,year\r\na,"One, ""two""\nthree",2019\r\n\r\nb,Four,\r\n'.encode())

    found, failures = read(path)

    assert found == [
        ("a.csv line 2", {"id": "a", "title": 'One, "two"\nthree', "year": "2019"}),
        ("a.csv line 5", {"id": "b", "title": "Four"}),
    ]
    assert failures == []


def test_csv_rows_that_do_not_fit_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,title\na,b,c\nb,\xff\nc,fine\n")

    found, failures = read(path)

    assert [row["id"] for _, row in found] == ["c"]
    assert "line 2: it has 3 cells" in failures[0]
    assert "line 3: it is not UTF-8" in failures[1]


def test_a_quote_that_never_closes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,title\na,fine\nb,"open\nc,not swallowed\n')

    found, failures = read(path)

    assert [row["id"] for _, row in found] == ["a", "c"]
    assert failures == [
        "a.csv line 3: it is not CSV (a quote in it is never closed); check the quotes from this line on"
    ]


def test_a_large_csv_cell_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,text\na,{'words ' * 100_000}\n", encoding="utf-8")

    found, _ = read(path)

    assert len(found[0][1]["text"]) == 600_000


@pytest.mark.parametrize("header", ["id,title", "", "title", ",,_ids"])
def test_csv_without_the_column_of_ids_is_no_source(tmp_path: Path, header: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(header + "\na,b\n", encoding="utf-8")

    with pytest.raises(SourceError, match="no column '_id'"):
        read(path, required="_id")


def test_a_missing_file_is_no_empty_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "a.jsonl")
