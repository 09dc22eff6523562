import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.config import RecordsSource
from indexer.resource import Resource

Scan = Callable[[RecordsSource], tuple[dict[str, Resource], list[str]]]


def export(tmp_path: Path, content: str, name: str = "export.jsonl", **fields: str) -> RecordsSource:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return RecordsSource(name="export", kind="records", path=path, fields=fields)


def test_renamed_keys_are_read_as_ours(tmp_path: Path, scanned: Scan) -> None:
    text = json.dumps({"_id": "a", "name": "A", "body": "Words.", "extra": 1})

    resources, failures = scanned(export(tmp_path, text, id="_id", title="name", text="body"))

    assert resources["a"].title == "A"
    assert resources["a"].documents[0].passages[0].text == "Words."
    assert resources["a"].metadata == {"extra": 1}
    assert failures == []


def test_an_id_that_stands_twice_is_told_with_both_lines(tmp_path: Path, scanned: Scan) -> None:
    text = '{"id": "a", "title": "First"}\n{"id": "b"}\n{"id": "a", "title": "Second"}\n'

    resources, failures = scanned(export(tmp_path, text))

    assert resources["a"].title == "First"
    assert failures == [
        (
            "export/export.jsonl line 3: duplicate id 'a': source 'export' already has it, at export/export.jsonl line 1; "
            "give one of them another id (for a file: another name)"
        )
    ]


def test_files_are_relative_to_the_export(tmp_path: Path, scanned: Scan) -> None:
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides/a.txt").write_text("Words.")

    resources, failures = scanned(export(tmp_path, '{"id": "a", "files": ["guides/a.txt"]}'))

    assert resources["a"].documents[0].address == "guides/a.txt"
    assert failures == []


@pytest.mark.parametrize("spelt", ["caf\u00e9.txt", "cafe\u0301.txt"])
def test_an_accent_may_be_written_in_either_way(tmp_path: Path, scanned: Scan, spelt: str) -> None:
    (tmp_path / "cafe\u0301.txt").write_text("Words.")

    resources, failures = scanned(export(tmp_path, json.dumps({"id": "a", "files": [spelt]})))

    assert len(resources["a"].documents) == 1
    assert failures == []


def test_a_csv_export_is_read(tmp_path: Path, scanned: Scan) -> None:
    text = "_id,title,topics,year\na,A,Use of Force|Training,2019\nb,B,,\n"

    resources, failures = scanned(export(tmp_path, text, "export.csv", id="_id"))

    assert resources["a"].topics == ("Use of Force", "Training")
    assert (resources["a"].year, resources["b"].year) == (2019, None)
    assert failures == []
