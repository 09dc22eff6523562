"""The slow twin chooses passages as a person with pencil and paper would, prefixes and headings counted too."""

from math import log

import pytest

from searchapp.engine import SearchRequest
from tests.making import make_passage, make_resource
from tests.twin.engine import TwinEngine

K1 = 2.0
ONE_OF_TWO = log(1 + (2 - 1 + 0.5) / (1 + 0.5))


def six_digits(value):
    return float(f"{value:.6g}")


def shown(engine, text):
    (hit,) = engine.search(SearchRequest(text)).hits
    return [passage.ordinal for passage in hit.passages]


def test_a_prefix_counts_once_in_a_passage():
    engine = TwinEngine([make_resource("a", text="crises crisis critical"), make_resource("b", text="x y z")])

    (hit,) = engine.search(SearchRequest("cri*")).hits

    once = ONE_OF_TWO * 1 / (1 + K1)
    assert hit.score == six_digits(once + 0.3 * once)


def test_a_word_counts_beside_the_prefix_that_it_may_stand_for():
    engine = TwinEngine([make_resource("a", text="team team teams"), make_resource("b", text="x y z")])

    (hit,) = engine.search(SearchRequest("team OR te*")).hits

    three_times = ONE_OF_TWO * 3 / (3 + K1)
    assert hit.score == six_digits(three_times + 0.3 * three_times + 0.1 * ONE_OF_TWO)


def test_the_passage_with_most_prefixes_comes_first():
    passages = (make_passage("crisis", "A"), make_passage("critical crises of de-escalation", "B"))
    engine = TwinEngine([make_resource("a", passages=passages)])

    assert shown(engine, "cri* esc*") == [1, 0]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("team staffing", [1, 0, 2]),
        ('team OR "use of force"', [2, 0, 1]),
        ('team OR "force part"', [0, 1, 2]),  # no phrase reaches from one heading into the next
        ("team OR staf*", [1, 0, 2]),
        ("team staf* par*", [1, 2, 0]),
        ("team OR title:staffing", [0, 1, 2]),
    ],
)
def test_a_heading_counts_for_the_passages_below_it(text, order):
    passages = (
        make_passage("The team rides.", "Training"),
        make_passage("The team rides.", "Staffing"),
        make_passage("The team rides.", "Use of force", "Part one"),
    )
    engine = TwinEngine([make_resource("a", passages=passages), make_resource("b", text="other words")])

    assert shown(engine, text) == order


def test_a_passage_is_shown_for_its_heading_alone():
    passages = (make_passage("Rides.", "Staffing"), make_passage("Walks.", "Training"))
    engine = TwinEngine([make_resource("a", passages=passages)])

    assert shown(engine, "staffing") == [0]


def test_a_heading_ends_where_the_next_of_its_level_begins():
    passages = (
        make_passage("One.", "Staffing", "Hours"),
        make_passage("Two.", "Staffing", "Pay"),
        make_passage("Three.", "Hours"),
    )
    engine = TwinEngine([make_resource("a", passages=passages)])

    assert shown(engine, "hours") == [0, 2]
    assert shown(engine, "staffing") == [0, 1]
