import json
from typing import Any

import pytest

from indexer.readers.outcome import Card, ReadResult, one_line
from indexer.readers.outcome_json import from_json, to_json
from indexer.resource import Passage, Place

FULL = ReadResult(
    format="html",
    title="A “title”",
    pages=3,
    passages=(
        Passage(
            text="a\nb", place=Place(heading=("A", "B"), page=1, page_label="i", anchor="x", seconds=1.5)
        ),
    ),
    listing=True,
    cards=(
        Card(title="T", href=None, types=("Video",), topics=("Stops, Searches, and Arrests",), year=2019),
    ),
    base="https://a.example/",
    summary="s",
)


@pytest.mark.parametrize("result", [FULL, ReadResult(format="pdf")])
def test_a_result_survives_json(result: ReadResult) -> None:
    assert from_json(json.loads(json.dumps(to_json(result)))) == result


@pytest.mark.parametrize("value", [{}, {"format": 3}, {"format": "pdf", "passages": [{"text": None}]}, []])
def test_what_is_no_result_is_a_value_error(value: Any) -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_json(value)


@pytest.mark.parametrize(
    ("text", "line"), [(" a\n b ", "a b"), ("", None), (" \n", None), ("abcdef", "abc …")]
)
def test_one_line_is_short(text: str, line: str | None) -> None:
    assert one_line(text, 5) == line
