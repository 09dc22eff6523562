"""A run is written as trec_eval reads it, and read as trec_eval does, whoever wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import ConfigError
from searchapp.evaluation import read_run, trec_lines
from tests.unit.properties import steadily


def written(tmp_path, text):
    path = tmp_path / "file"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_run_is_written_as_trec_reads_it():
    run = {"q1": [("a", 2.0), ("b", 1.0)], "q2": [("c", 0.123456789)], "q3": []}

    assert trec_lines(run) == [
        "q1 Q0 a 1 2 fieldguide",
        "q1 Q0 b 2 1 fieldguide",
        "q2 Q0 c 1 0.123457 fieldguide",
    ]


def test_a_run_of_another_engine_is_read(tmp_path):
    path = written(
        tmp_path, "7\t0\tdoc-1\t1\t-3.5\tbm25\n7 Q0 doc-2 0 -1e-3 bm25\r\n\n  8   q0  doc-1 1   12  x \n"
    )

    assert read_run(path) == {"7": [("doc-2", -0.001), ("doc-1", -3.5)], "8": [("doc-1", 12.0)]}


def test_scores_go_before_ranks_as_in_trec_eval_and_ranks_part_ties(tmp_path):
    path = written(tmp_path, "q Q0 a 1 1 x\nq Q0 b 3 5 x\nq Q0 c 2 5 x\nq Q0 d 9 5 x\n")

    assert [found for found, _ in read_run(path)["q"]] == ["c", "b", "d", "a"]


_ids = st.text(st.sampled_from("ab0Q.é/-"), min_size=1, max_size=4)
_blanks = (
    st.lists(_ids, min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda text: " Q0" not in text and "Q0 " not in text)
)


@steadily(30)
@given(
    st.dictionaries(_blanks, st.dictionaries(_blanks, st.integers(1, 9), min_size=1, max_size=4), max_size=3)
)
def test_what_is_written_is_read_back_whatever_the_ids(tmp_path, found):
    run = {
        query: sorted(
            ((each, float(score)) for each, score in scores.items()), key=lambda pair: (-pair[1], pair[0])
        )
        for query, scores in found.items()
    }
    path = written(tmp_path, "".join(f"{line}\n" for line in trec_lines(run)))

    assert read_run(path) == run


@pytest.mark.parametrize("line", ["q1", "q1 Q0 b", "q1 Q0 b 2 1.0", "q1 Q0 b two 1.0 x", "q1 Q0 b 2 high x", "q1 Q0 b 2 nan x", "q1\tb\t1", '{"_id": "q1"}', "Q0 b 2 1.0 x", "query-id\tcorpus-id\tscore"])  # fmt: skip
def test_a_line_that_is_none_of_a_run_is_named(tmp_path, line):
    path = written(tmp_path, f"q1 Q0 a 1 2.0 x\n{line}\n")

    with pytest.raises(
        ConfigError, match=r"line 2: not a line of a run; write query-id, Q0, corpus-id, rank"
    ):
        read_run(path)


def test_what_is_found_twice_for_one_query_is_named(tmp_path):
    path = written(tmp_path, "q1 Q0 a 1 2 x\nq2 Q0 a 1 2 x\nq1 Q0 a 2 1 x\n")

    with pytest.raises(ConfigError, match=r"line 3: a is found a second time for q1; leave one"):
        read_run(path)


def test_an_empty_run_found_nothing(tmp_path):
    assert read_run(written(tmp_path, "")) == {}
