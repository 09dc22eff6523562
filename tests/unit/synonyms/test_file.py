"""A file of synonyms is read whole, or every mistake in it is named: what, where, and how to fix it."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import ConfigError, SynonymsError
from indexer.synonyms.file import MAX_BYTES, MAX_LINES, MAX_MISTAKES, read_synonyms

STARTER = Path(__file__).parents[3] / "synonyms.txt"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "synonyms.txt"


def test_lines_keep_their_numbers(path):
    path.write_bytes("\ufeff# for this library\r\n\r\nUOF, use of force\r\ntaser => CEW\r\n".encode())

    found = read_synonyms(path)

    assert [(line.number, line.sources, line.targets) for line in found.lines] == [
        (3, ("UOF", "use of force"), ("UOF", "use of force")),
        (4, ("taser",), ("CEW",)),
    ]


def test_the_version_is_that_of_the_content(path):
    path.write_text("a, b\n", encoding="utf-8")
    before = read_synonyms(path).version
    os.utime(path, (1, 1))

    assert read_synonyms(path).version == before
    path.write_text("a, c\n", encoding="utf-8")
    assert read_synonyms(path).version not in {before, ""}


def test_every_mistake_is_named_with_its_line(path):
    path.write_text("UOF, use of force\nalone\n\na => b => c\n", encoding="utf-8")

    with pytest.raises(SynonymsError) as caught:
        read_synonyms(path)

    error = caught.value
    assert [mistake.where for mistake in error.mistakes] == [f"{path}:2", f"{path}:4"]
    assert (error.where, error.line) == (f"{path}:2", 2)
    assert str(error) == (
        f"{path}:2: it has only one word or phrase (and 1 more mistake); add another one behind a comma"
    )


def test_mistakes_without_end_are_not_all_named(path):
    path.write_text("alone\n" * 5000, encoding="utf-8")

    with pytest.raises(SynonymsError) as caught:
        read_synonyms(path)
    assert len(caught.value.mistakes) == MAX_MISTAKES


def not_there(path):
    pass


def a_folder(path):
    path.mkdir()


def a_pipe(path):
    os.mkfifo(path)


def not_utf8(path):
    path.write_bytes(b"UOF, use of force\nfa\xe7ade, front\n")


def too_large(path):
    path.write_bytes(b"# " + b"x" * MAX_BYTES)


def too_many(path):
    path.write_text("a, b\n" * (MAX_LINES + 1), encoding="utf-8")


def a_link_to_itself(path):
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "what", "line"),
    [
        (not_there, "there is no such file", None),
        (a_folder, "it cannot be read", None),
        (a_pipe, "it cannot be read", None),
        (not_utf8, "it is not UTF-8", 2),
        (too_large, "larger than", None),
        (too_many, "more than 10,000 lines", MAX_LINES + 1),
        (a_link_to_itself, "it cannot be read", None),
    ],
)
def test_a_file_that_cannot_be_used_says_why(path, make, what, line):
    make(path)

    with pytest.raises(SynonymsError, match=what) as caught:
        read_synonyms(path)
    assert caught.value.line == line
    assert str(path) in caught.value.where


def test_a_link_may_lead_to_it(path, tmp_path):
    (tmp_path / "shared.txt").write_text("a, b\n", encoding="utf-8")
    path.symlink_to("shared.txt")

    assert len(read_synonyms(path).lines) == 1


def test_the_file_that_ships_can_be_used_and_names_no_pair_twice():
    lines = read_synonyms(STARTER).lines

    assert len(lines) >= 60
    assert len({(line.sources, line.targets) for line in lines}) == len(lines)


@given(st.binary(max_size=200) | st.text(alphabet="ab,\\=>#\n ", max_size=60).map(str.encode))
def test_whatever_is_in_it_it_is_read_or_says_why_not(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("files") / "synonyms.txt"
    path.write_bytes(content)

    found = None
    told: tuple[ConfigError, ...] = ()
    try:
        found = read_synonyms(path)
    except SynonymsError as error:
        told = error.mistakes

    assert found is not None or told
    assert all(mistake.what and mistake.fix and "\n" not in str(mistake) for mistake in told)
    assert found is None or all(line.sources and line.targets for line in found.lines)
