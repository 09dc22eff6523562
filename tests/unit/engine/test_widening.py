"""No string that is typed raises, and none finds a resource that has nothing of it. On 100,000 strings: benchmarks/strings.py."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.request import SearchRequest
from tests.making import make_passage, make_resource
from tests.unit.engine.libraries import PREFIXES, WORDS, beginnings, expensive_queries, queries
from tests.unit.properties import steadily

CANARY = "იადონი"  # Georgian: no string below has a letter of it
FRAGMENTS = (
    "title:", "topic:", "type:", "year:", "year:20..", "year:..", "OR", "AND", "NOT", "*", '"', "“", "”", ":", "--", "|", "(", ")",
    "\x00", "\ud800", "\u202e", "\u200b", "\x1f", "\x1e", "ﬃ", "İ", "👨‍👩‍👧", "a\u0301\u0301\u0301", "%00", "<b>", "\\", "ß",
)  # fmt: skip
strings = (
    st.text(max_size=40)
    | st.lists(st.sampled_from((*FRAGMENTS, *WORDS)), max_size=12).map("".join)
    | st.lists(st.sampled_from((*FRAGMENTS, *WORDS, *PREFIXES)), max_size=12).map(" ".join)
    | queries
    | expensive_queries
    | beginnings
)


@pytest.fixture
def engine(engine_for):
    resources = [
        make_resource(
            f"r{number}",
            title=" ".join(WORDS[number : number + 5]),
            summary="The crisis team of 2019",
            topics=("Use of Force",),
            types=("Report",),
            year=2019 + number,
            passages=(make_passage(" ".join(WORDS), "Crisis teams (CIT)"),),
        )
        for number in range(3)
    ]
    return engine_for(*resources, make_resource("canary", title=CANARY, text=CANARY))


@steadily(60)
@given(strings)
@example("*")
@example("topic:")
@example('"')
@example("OR OR OR")
def test_nothing_widens_to_everything(engine, text):
    for typed in (text, text.replace("-", " ")):
        results = engine.search(SearchRequest(typed))
        suggested = [each.text for each in engine.suggest(typed)]

        assert CANARY not in suggested
        if "-" not in typed and typed.strip():  # what is excluded may leave anything
            assert "canary" not in [hit.id for hit in results.hits], typed


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000"])
def test_nothing_typed_is_everything(engine, text):
    assert engine.search(SearchRequest(text)).total == 4
