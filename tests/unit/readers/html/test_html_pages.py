"""Pairs of files: html/in/NAME.html as the web has it, and html/out/NAME.txt with what a person should find in it.

The first line is the page's title; each passage has a line "== Heading > Subheading #anchor" above it. To add a case,
add two files.
"""

from pathlib import Path

import pytest

from indexer.readers.html.reader import read_html
from indexer.readers.outcome import ReadResult

HERE = Path(__file__).parent
CASES = sorted((HERE / "in").iterdir())


def written(result: ReadResult) -> str:
    lines = [f"title: {result.title}"]
    for passage in result.passages:
        place = " > ".join(passage.place.heading) + (
            f" #{passage.place.anchor}" if passage.place.anchor else ""
        )
        lines += [f"== {place.strip()}".rstrip(), passage.text]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_reads_as_its_pair_says(path: Path) -> None:
    expected = (HERE / "out" / f"{path.stem}.txt").read_text(encoding="utf-8")

    assert written(read_html(path.read_bytes(), path.name)) == expected


def test_every_pair_is_whole() -> None:
    assert {path.stem for path in CASES} == {path.stem for path in (HERE / "out").iterdir()}
