"""What is judged is read line by line, and a line that is wrong is named."""

import pytest

from indexer.errors import ConfigError
from searchapp.evaluation import read_judgements, read_pages, read_queries, read_run


def written(tmp_path, text):
    path = tmp_path / "file"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_queries_are_read_with_other_keys_and_blank_lines(tmp_path):
    path = written(
        tmp_path, '\ufeff{"_id": "q1", "text": "crisis — team", "metadata": {}}\r\n\n{"_id": 7, "text": ""}\n'
    )

    assert read_queries(path) == {"q1": "crisis — team", "7": ""}


@pytest.mark.parametrize("line", ["{", "[]", "5", "null", '"q"', "{}", '{"_id": "a"}', '{"text": "a"}', '{"_id": "a", "text": null}', '{"_id": "a", "text": ["b"]}'])  # fmt: skip
def test_a_line_that_is_no_query_is_named(tmp_path, line):
    path = written(tmp_path, f'{{"_id": "q1", "text": "x"}}\n{line}\n')

    with pytest.raises(ConfigError, match=r"line 2: not a query"):
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

    with pytest.raises(ConfigError, match=r"line 3: not a judgement"):
        read_judgements(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    for read in (read_queries, read_judgements, read_pages, read_run):
        with pytest.raises(ConfigError, match="it cannot be read"):
            read(tmp_path / "nowhere")
        with pytest.raises(ConfigError, match="it cannot be read"):
            read(written(tmp_path, b"\xff\xfe"))


@pytest.mark.parametrize("header", ["", "query-id\tcorpus-id\tpage\n", "\ufeffquery-id\tcorpus-id\tpage\r\n"])
def test_any_of_several_pages_may_be_right(tmp_path, header):
    path = written(tmp_path, f"{header}q1\ta b\t10\nq1\ta b\t11\r\n\nq2\tc\t1\nq1\tc\t1\n")

    assert read_pages(path) == {"q1": {("a b", 10), ("a b", 11), ("c", 1)}, "q2": {("c", 1)}}


@pytest.mark.parametrize(
    "line", ["q1\ta", "q1 a 1", "q1\ta\tvi", "q1\ta\t0", "q1\ta\t-1", "q1\ta\t1\t2", "q1\ta\t"]
)
def test_a_line_that_names_no_page_is_named(tmp_path, line):
    path = written(tmp_path, f"query-id\tcorpus-id\tpage\nq1\ta\t1\n{line}\n")

    with pytest.raises(
        ConfigError, match=r"line 3: it does not name a page; write query-id, corpus-id, page"
    ):
        read_pages(path)
