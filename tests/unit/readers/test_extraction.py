"""Pairs of files: in/NAME, and out/NAME.json with what its reader must find. Add a case by adding two.

What out/NAME.json does not name is absent, or the default.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.readers.outcome_json import from_json
from indexer.readers.registry import reader_of

HERE = Path(__file__).parent
CASES = sorted(
    path for kind in ("pages", "listings", "markdown", "captions") for path in (HERE / kind / "in").iterdir()
)
FORMATS = {".html": "html", ".md": "markdown", ".vtt": "vtt", ".srt": "srt"}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_a_file_reads_as_its_pair_says(path: Path) -> None:
    expected = json.loads((path.parent.parent / "out" / f"{path.stem}.json").read_text(encoding="utf-8"))

    result = reader_of(FORMATS[path.suffix])(path.read_bytes(), path.name)

    # What pages say for facets has tests of its own: here it would be every class of every card.
    cards = tuple(replace(card, properties={}) for card in result.cards)
    assert replace(result, cards=cards, properties={}) == from_json(expected)


def test_every_expected_file_has_its_input() -> None:
    stems = {(path.parent.parent.name, path.stem) for path in CASES}

    assert stems == {(path.parent.parent.name, path.stem) for path in HERE.glob("*/out/*.json")}
