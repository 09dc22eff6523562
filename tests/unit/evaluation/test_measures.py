"""Measures are those of the textbooks, and means run over what is judged."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import ConfigError
from searchapp.evaluation import Measures, evaluate, measure
from tests.unit.properties import steadily

# Measures


@pytest.mark.parametrize(
    ("ranked", "grades", "ndcg", "average_precision", "recall", "success"),
    [
        ("a", {"a": 1}, 1.0, 1.0, 1.0, 1.0),
        ("ba", {"a": 1}, 1 / log2(3), 1 / 2, 1.0, 0.0),
        ("xyz", {"a": 1}, 0.0, 0.0, 0.0, 0.0),
        ("", {"a": 1}, 0.0, 0.0, 0.0, 0.0),
        ("axb", {"a": 1, "b": 1}, (1 + 1 / 2) / (1 + 1 / log2(3)), (1 + 2 / 3) / 2, 1.0, 1.0),
        ("ab", {"a": 1, "b": 3}, (1 + 3 / log2(3)) / (3 + 1 / log2(3)), 1.0, 1.0, 1.0),
        ("ab", {"a": 0, "b": 2}, 1 / log2(3), 1 / 2, 1.0, 0.0),
        ("ab", {"a": -2, "b": 1}, 1 / log2(3), 1 / 2, 1.0, 0.0),
        (
            "a",
            {"a": 2, "b": 2, "c": 1, "d": 1},
            2 / (2 + 2 / log2(3) + 1 / 2 + 1 / log2(5)),
            1 / 4,
            1 / 4,
            1.0,
        ),
    ],
)
def test_measures_are_those_computed_by_hand(ranked, grades, ndcg, average_precision, recall, success):  # noqa: PLR0917
    found = measure(list(ranked), grades)

    assert found.ndcg == pytest.approx(ndcg)
    assert found.average_precision == pytest.approx(average_precision)
    assert (found.recall, found.success) == (recall, success)


def test_ndcg_looks_at_ten_ranks_and_recall_at_a_hundred():
    ranked = [f"x{number}" for number in range(10)] + ["a"] + [f"y{number}" for number in range(89)] + ["b"]

    found = measure(ranked, {"a": 1, "b": 1})

    assert len(ranked) == 101
    assert found.ndcg == 0.0
    assert found.recall == 1 / 2
    assert found.average_precision == pytest.approx((1 / 11 + 2 / 101) / 2)


def test_the_ideal_has_ten_ranks_too():
    grades = {f"a{number}": 1 for number in range(20)}

    assert measure([f"a{number}" for number in range(10)], grades).ndcg == pytest.approx(1.0)


@steadily(20)
@given(
    st.lists(st.sampled_from("abcdefgh"), unique=True),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-1, 3)),
)
def test_measures_lie_between_0_and_1_and_the_ideal_has_1(ranked, grades):
    found = measure(ranked, grades)
    ideal = measure(sorted(grades, key=lambda one: -grades[one]), grades)

    for value in (found.ndcg, found.average_precision, found.recall, found.success):
        assert 0 <= value <= 1 + 1e-12
    if any(grade > 0 for grade in grades.values()):
        assert (ideal.recall, ideal.success) == (1, 1)
        assert (ideal.ndcg, ideal.average_precision) == pytest.approx((1, 1))


# Reports


RANKED = {"one": [("a", 2.0), ("b", 1.0), ("c", 0.5)], "two": [("c", 1.0)], "three": []}


def ask(text, top):
    return RANKED[text][:top]


def test_means_run_over_the_queries_with_a_relevant_document():
    queries = {"q1": "one", "q2": "two", "q3": "three", "q4": "two"}
    judgements = {"q1": {"b": 1}, "q2": {"c": 1, "a": 0}, "q3": {"c": 0}, "q9": {"a": 1}}

    report = evaluate(ask, queries, judgements, 100)

    assert set(report.queries) == {"q1", "q2"}
    assert report.mean.success == 1 / 2
    assert report.mean.average_precision == pytest.approx((1 / 2 + 1) / 2)
    assert set(report.run) == set(queries)


def test_only_the_first_answers_are_looked_at():
    report = evaluate(ask, {"q": "one"}, {"q": {"b": 1}}, 1)

    assert report.mean == Measures(ndcg=0.0, average_precision=0.0, recall=0.0, success=0.0)


@pytest.mark.parametrize("judgements", [{}, {"q": {"a": 0}}, {"other": {"a": 1}}])
def test_without_a_relevant_document_there_is_nothing_to_measure(judgements):
    with pytest.raises(ConfigError, match="no query has a relevant document"):
        evaluate(ask, {"q": "one"}, judgements, 100)
