"""Measures are those of the textbooks, and what is judged is read line by line."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import ConfigError
from searchapp.evaluation import Measures, evaluate, measure, read_judgements, read_queries, trec_lines
from tests.unit.properties import steadily


def written(tmp_path, text):
    path = tmp_path / "file"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


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


@steadily(200)
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
        assert (ideal.ndcg, ideal.recall, ideal.success) == (pytest.approx(1), 1, 1)
        assert ideal.average_precision == pytest.approx(1)


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


def test_a_run_is_written_as_trec_reads_it():
    report = evaluate(ask, {"q1": "one", "q2": "two", "q3": "three"}, {"q1": {"b": 1}}, 2)

    assert trec_lines(report.run) == [
        "q1 Q0 a 1 2 fieldguide",
        "q1 Q0 b 2 1 fieldguide",
        "q2 Q0 c 1 1 fieldguide",
    ]


# Reading


def test_queries_are_read_with_other_keys_and_blank_lines(tmp_path):
    path = written(
        tmp_path, '\ufeff{"_id": "q1", "text": "crisis — team", "metadata": {}}\r\n\n{"_id": 7, "text": ""}\n'
    )

    assert read_queries(path) == {"q1": "crisis — team", "7": ""}


@pytest.mark.parametrize("line", ["{", "[]", "5", "null", '"q"', "{}", '{"_id": "a"}', '{"text": "a"}', '{"_id": "a", "text": null}', '{"_id": "a", "text": ["b"]}'])  # fmt: skip
def test_a_line_that_is_no_query_is_named(tmp_path, line):
    path = written(tmp_path, f'{{"_id": "q1", "text": "x"}}\n{line}\n')

    with pytest.raises(ConfigError, match=r"line 2: it is no query"):
        read_queries(path)


@pytest.mark.parametrize(
    "header", ["", "query-id\tcorpus-id\tscore\n", "\ufeffquery-id\tcorpus-id\tscore\r\n"]
)
def test_judgements_are_read_with_and_without_a_header(tmp_path, header):
    path = written(tmp_path, f"{header}q1\ta b\t2\nq1\tc\t0\r\n\nq2\ta\t-1\n")

    assert read_judgements(path) == {"q1": {"a b": 2, "c": 0}, "q2": {"a": -1}}


@pytest.mark.parametrize("line", ["q1\ta", "q1 a 1", "q1\ta\tx", "q1\ta\t1.5", "q1\ta\t1\t2", "q1\ta\t", "q1\ta\t--1", "query-id\tcorpus-id\tscore"])  # fmt: skip
def test_a_line_that_is_no_judgement_is_named(tmp_path, line):
    path = written(tmp_path, f"query-id\tcorpus-id\tscore\nq1\ta\t1\n{line}\n")

    with pytest.raises(ConfigError, match=r"line 3: it is no judgement"):
        read_judgements(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    for read in (read_queries, read_judgements):
        with pytest.raises(ConfigError, match="it cannot be read"):
            read(tmp_path / "nowhere")
        with pytest.raises(ConfigError, match="it cannot be read"):
            read(written(tmp_path, b"\xff\xfe"))
