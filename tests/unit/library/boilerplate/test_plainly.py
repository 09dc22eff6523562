"""After any edits, a library delivers what the plainest recomputation does."""

import math
import re
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.library.boilerplate.filled import counts, fill, hashes, opened, texts
from tests.unit.properties import steadily

LINES = [
    "One two three four five six seven eight nine.",
    "ONE, two; three - four five six seven eight nine!",
    "A paragraph of eight words is long enough.",
    "Seven words are one too few here.",
    "Heading",
    "Another long paragraph that several of the pages may come to share.",
]

PAGES = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=3), max_size=3).map(
    lambda passages: tuple("\n".join(lines) for lines in passages)
)

STATES = st.dictionaries(st.sampled_from("stuvwxyz"), PAGES, max_size=8)

EDITS = st.lists(st.tuples(st.sampled_from("ab"), STATES, st.booleans()), min_size=1, max_size=5)


def plainly(pages: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    def words(line: str) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+", line.casefold()))

    def lines(page: tuple[str, ...]) -> list[str]:
        return [line for text in page for line in text.split("\n")]

    counts = Counter(key for page in pages.values() for key in {words(line) for line in lines(page)})
    full = sum(1 for page in pages.values() if page)
    needed = max(3, math.ceil(full / 3))
    found = {}
    for address, page in pages.items():
        kept = tuple(
            "\n".join(own)
            for text in page
            if (
                own := [
                    line for line in text.split("\n") if len(words(line)) < 8 or counts[words(line)] < needed
                ]
            )
        )
        found[address] = kept or page
    return found


@steadily(13)
@given(EDITS)
def test_after_any_edits_the_library_delivers_what_a_fresh_one_does(
    edits: list[tuple[str, dict[str, tuple[str, ...]], bool]],
) -> None:
    final: dict[str, dict[str, tuple[str, ...]]] = {"a": {}, "b": {}}
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(Path(folder, "edited.db")) as edited,
        opened(Path(folder, "fresh.db")) as fresh,
    ):
        for source, pages, ask in edits:
            fill(edited, source, pages)
            final[source] = pages
            if ask:
                hashes(edited)
        for source, pages in final.items():
            fill(fresh, source, pages)

        assert hashes(edited) == hashes(fresh)
        assert texts(edited) == texts(fresh)
        assert texts(edited) == {
            f"{source}-{address}": page
            for source, pages in final.items()
            for address, page in plainly(pages).items()
        }
        assert counts(edited) == counts(fresh)
