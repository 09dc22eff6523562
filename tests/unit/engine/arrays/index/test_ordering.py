"""Orders, each told apart to the last resource."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.printed_names import title_key
from searchapp.engine.request import SORTS
from tests.twin.index import Facts
from tests.twin.ordering import ordered
from tests.unit.properties import steadily


def fact(resource_id, title="", year=None):
    return Facts(
        id=resource_id,
        title=title,
        types=(),
        topics=(),
        year=year,
        lengths=(),
        passages=(),
        lines=(),
        title_words=0,
        line_words=(),
        above=(),
    )


def ids(facts, scores, sort):
    return [facts[number].id for number in ordered(range(len(facts)), facts, scores, sort)]


def test_relevance_is_score_then_id():
    facts = [fact("b", year=2020), fact("a"), fact("c", year=2021)]

    assert ids(facts, {0: 1.0, 1: 1.0, 2: 2.0}, "relevance") == ["c", "a", "b"]


def test_relevance_without_scores_is_newest_first_undated_last():
    facts = [fact("d"), fact("c", year=1), fact("b", year=2020), fact("a"), fact("e", year=2020)]

    assert ids(facts, {}, "relevance") == ids(facts, {}, "newest") == ["b", "e", "c", "a", "d"]
    assert ids(facts, {}, "oldest") == ["c", "b", "e", "a", "d"]


def test_ids_are_compared_by_code_point():
    facts = [fact("ä"), fact("b"), fact("B"), fact("10"), fact("9"), fact("😀"), fact("\uffee")]

    assert ids(facts, {}, "newest") == ["10", "9", "B", "b", "ä", "\uffee", "😀"]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("“Zebra” ride", "zebra” ride"),
        ("Étude", "etude"),
        ("  (2nd) Draft!", "2nd) draft!"),
        ("!!!", "!!!"),
        ("", ""),
    ],
)
def test_titles_are_sorted_from_their_first_letter_or_digit(title, key):
    assert title_key(title) == key


@steadily(13)
@given(
    st.lists(
        st.tuples(st.sampled_from("abAÉ“"), st.none() | st.integers(1, 4), st.sampled_from([0.5, 1.0])),
        max_size=12,
    ),
    st.sampled_from(SORTS),
    st.randoms(use_true_random=False),
)
def test_an_order_does_not_depend_on_where_resources_stand(rows, sort, random):
    facts = [fact(f"id{number}", title, year) for number, (title, year, _) in enumerate(rows)]
    scores = {number: score for number, (_, _, score) in enumerate(rows)}
    shuffled = list(range(len(facts)))
    random.shuffle(shuffled)

    order = ordered(shuffled, facts, scores, sort)

    assert order == ordered(range(len(facts)), facts, scores, sort)
    assert sorted(order) == list(range(len(facts)))
