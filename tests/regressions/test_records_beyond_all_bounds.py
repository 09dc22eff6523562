"""One record cost what a library does: 900 lists inside each other were taken and then answered 500, a line of 48 MB took
1.3 GB of memory, three million keys 780 MB.

Each record has its bounds now. One beyond them is named with its line, and costs nobody else anything.
"""

import json
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from indexer.config import load_config
from indexer.errors import FieldguideError, RecordError
from indexer.sources.exports.lines import MAX_LINE
from indexer.sources.exports.rows import rows
from indexer.sources.record import record_of
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.not_none import not_none
from tests.sampling import sampled
from tests.unit.a_site import Site

DEEPEST = 32


def nested(depth: int) -> str:
    """Return a record that is so deep, as JSON: itself is the first level."""
    return '{"id": "x", "extra": ' + "[" * (depth - 1) + "]" * (depth - 1) + "}"


WRONG = {
    "nested lists": nested(900),
    "nested objects": '{"id": "x", "extra": ' + '{"a": ' * 500 + "1" + "}" * 501,
    "nested in a passage": '{"id": "x", "passages": [{"text": "Words.", "heading": '
    + "[" * 300
    + "]" * 300
    + "}]}",
    "deeper than Python reads": '{"id": "x", "extra": ' + "[" * 100_000,
    "one level too deep": nested(DEEPEST + 1),
    "too many keys": "{" + ", ".join(f'"k{number}": 1' for number in range(300_000)) + "}",
    "too many values": '{"id": "x", "extra": [' + ", ".join(["[]"] * 300_000) + "]}",
    "too many topics": json.dumps({"id": "x", "topics": [f"Topic {number}" for number in range(2_000)]}),
    "too much metadata": json.dumps({"id": "x", "body": "words " * 100_000}),
    "a long title": json.dumps({"id": "x", "title": "t" * 3_000}),
    "a long summary": json.dumps({"id": "x", "summary": "s" * 30_000}),
    "a long topic": json.dumps({"id": "x", "topics": ["t" * 400]}),
    "a long type": json.dumps({"id": "x", "types": ["t" * 400]}),
    "a long heading": json.dumps({"id": "x", "passages": [{"text": "Words.", "heading": "h" * 3_000}]}),
    "many headings": json.dumps({"id": "x", "passages": [{"text": "Words.", "heading": ["h"] * 30}]}),
    "a long id": json.dumps({"id": "x" * 201}),
    "a number of 10,000 digits": '{"id": "x", "extra": ' + "9" * 10_000 + "}",
    "an id of 10,000 digits": '{"id": ' + "9" * 10_000 + "}",
    "a fraction of 10,000 digits": '{"id": "x", "extra": 0.' + "9" * 10_000 + "}",
    "infinity": '{"id": "x", "extra": Infinity}',
    "not a number": '{"id": "x", "year": NaN}',
    "1e999": '{"id": "x", "extra": {"deep": [1e999]}}',
    "a year of 1e999": '{"id": "x", "year": 1e999}',
    "a key twice": '{"id": "x", "title": "One", "title": "Two"}',
    "a key twice, inside": '{"id": "x", "extra": {"a": 1, "a": 2}}',
    "a control character in an id": '{"id": "x\\u0000"}',
    "not an object": "[1, 2]",
    "cut off": '{"id": "x", "title": "Wor',
}


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("first", [True, False], ids=["first", "amid"])
def test_a_record_beyond_the_bounds_is_named_and_costs_nobody_else_anything(
    tmp_path: Path, line: str, first: bool
) -> None:
    site = Site(tmp_path)
    good: list[Mapping[str, Any] | str] = [{"id": "a", "title": "Alpha"}, {"id": "b", "title": "Beta"}]
    site.records(*([line, *good] if first else [good[0], line, good[1]]))

    ran = site.run("index")

    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert len(ran.err) < 500
    assert f"export.jsonl line {1 if first else 2}: " in ran.err
    assert site.live_ids() == ["a", "b"]


ODD = {
    "as deep as can be": (nested(DEEPEST), {}),
    "half of a character": ('{"id": "x", "title": "a\\ud83d", "extra": {"\\udfff": "\\ud800"}}', {"title": "a\ufffd"}),
    "NUL": ('{"id": "x", "title": "a\\u0000b", "extra": "c\\u0000d"}', {"title": "ab"}),
    "a large number": ('{"id": "x", "extra": 123456789012345678901234567890}', {}),
    "commas and brackets in text": (json.dumps({"id": "x", "text": "[{,:" * 300_000}), {}),
    "a text of a book": (json.dumps({"id": "x", "title": "Long", "text": "words " * 300_000}), {"title": "Long"}),
}  # fmt: skip


@pytest.mark.parametrize(("line", "facts"), sampled(ODD.values(), 2, tuples=True), ids=ODD)
def test_what_is_odd_but_within_the_bounds_is_indexed_and_shown(
    tmp_path: Path, line: str, facts: dict[str, Any]
) -> None:
    site = Site(tmp_path)
    site.records(line)

    assert site.run("index").code == 0

    config = load_config(site.config)
    client = create_app(config, open_engine(config)).test_client()
    assert client.get("/resources/x").status_code == client.get("/search").status_code == 200
    answer = client.get("/api/v1/resources/x")
    assert answer.status_code == 200
    assert facts.items() <= not_none(answer.json).items()


@pytest.mark.parametrize("ending", ["jsonl", pytest.param("csv", marks=pytest.mark.slow)])
def test_a_line_that_is_too_long_is_skipped_without_being_held(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"export.{ending}"
    with path.open("wb") as file:
        file.write(b"id,text\na,good\n" if ending == "csv" else b'{"id": "a"}\n')
        for _ in range(48):
            file.write(b"words " * (2**20 // 6))
        file.write(b"\nb,good\n" if ending == "csv" else b'\n{"id": "b"}\n')

    ids, failures, peak = read_in_memory(path)

    assert ids == ["a", "b"]
    assert [failure.partition(":")[0] for failure in failures] == [
        f"export line {3 if ending == 'csv' else 2}"
    ]
    assert peak < 3 * MAX_LINE


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(lambda: b'{"id": "x", "text": "' + b"words " * 200_000 + b'"}', marks=pytest.mark.slow),
        pytest.param(
            lambda: b'{"id": "x", "extra": [' + b"[]," * (MAX_LINE // 3 - 10) + b"0]}", marks=pytest.mark.slow
        ),
        lambda: b"{" + b",".join(b'"%d":1' % number for number in range(MAX_LINE // 12)) + b"}",
        pytest.param(
            lambda: b'{"id": "x", "passages": [' + b'"a b",' * 150_000 + b'"c"]}', marks=pytest.mark.slow
        ),
    ],
    ids=["text", "lists", "keys", "passages"],
)
def test_no_line_takes_much_more_memory_than_its_own_length(
    tmp_path: Path, line: Callable[[], bytes]
) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(line() + b"\n")

    _, _, peak = read_in_memory(path)

    assert peak < 14 * path.stat().st_size


def read_in_memory(path: Path) -> tuple[list[str], list[str], int]:
    """Read the records of *path*; return their ids, the failures, and the most memory that it took."""
    failures: list[FieldguideError] = []

    def ids() -> Iterator[str]:
        for row in rows(path, "export", failures.append, required="id"):
            try:
                yield record_of(row.values(), source="export", where=row.place).resource.id
            except RecordError as error:
                failures.append(error)

    tracemalloc.start()
    found = list(ids())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return found, [str(failure) for failure in failures], peak


def test_topics_have_the_same_bounds(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.md", "Words.")
    lines = [
        '{"name": "Good\\n\\u202eone", "intro": "Words\\u0000."}',
        '{"name": ' + "[" * 900 + "]" * 900 + "}",
        json.dumps({"name": "n" * 400}),
        json.dumps({"name": "Long", "intro": "i" * 30_000}),
        '{"name": "Twice", "name": "Thrice"}',
        '{"name": "Late"}',
    ]
    site.file("topics.jsonl", "\n".join(lines) + "\n")

    ran = site.run("index")

    assert ran.code == 3
    assert [line.partition(": ")[0] for line in ran.err.splitlines()] == [
        f"sample/topics.jsonl line {number}" for number in (2, 3, 4, 5)
    ]
    topics = not_none(site.builds.live()).topics()
    assert [(topic.name, topic.intro) for topic in topics] == [("Good one", "Words."), ("Late", "")]
