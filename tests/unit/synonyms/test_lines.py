"""A line of a file of synonyms says what was meant, or why it says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.synonyms.lines import MAX_ALTERNATIVES, MAX_PARTS, LineError, parse_line, written_line


@pytest.mark.parametrize(
    ("line", "sources", "targets"),
    [
        ("UOF, use of force", ("UOF", "use of force"), None),
        ("  UOF ,use of force  ", ("UOF", "use of force"), None),
        ("a,b,a", ("a", "b"), None),
        ("LEO => law enforcement officer, peace officer", ("LEO",), ("law enforcement officer", "peace officer")),
        ("a, b=>c", ("a", "b"), ("c",)),
        (r"Smith\, Jones and Company, SJC", ("Smith, Jones and Company", "SJC"), None),
        (r"C\\D, e", (r"C\D", "e"), None),
        (r"a \=> b, c", ("a => b", "c"), None),
        ("a = b, c > d", ("a = b", "c > d"), None),
        ("café\u202e\tau lait, coffee", ("café au lait", "coffee"), None),
        ("a, b\\", ("a", "b\\"), None),
    ],
)  # fmt: skip
def test_a_line_has_two_sides_or_one_that_is_both(line, sources, targets):
    said = parse_line(line, 7)

    assert said is not None
    assert (said.number, said.sources, said.targets) == (7, sources, targets or sources)


@pytest.mark.parametrize("line", ["", "   ", "# UOF, use of force", "  # a"])
def test_blank_lines_and_comments_say_nothing(line):
    assert parse_line(line, 1) is None


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("UOF", "only one word or phrase"),
        ("UOF, UOF", "only one word or phrase"),
        ("UOF,, use of force", "nothing stands before or behind"),
        ("UOF,", "nothing stands before or behind"),
        ("=> use of force", "nothing stands before or behind"),
        ("UOF =>", "nothing stands before or behind"),
        ("a => b => c", "more than once"),
        ("???, use of force", "there is no word"),
        (", ".join(f"w{number}" for number in range(MAX_ALTERNATIVES + 1)), f"more than {MAX_ALTERNATIVES}"),
        ("UOF, " + " ".join(["force"] * (MAX_PARTS + 1)), f"more than {MAX_PARTS} words"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(line, what):
    with pytest.raises(LineError, match=what) as caught:
        parse_line(line, 1)
    assert caught.value.fix


@given(st.text(max_size=60))
def test_no_line_raises_anything_else(line):
    try:
        said = parse_line(line.replace("\n", " "), 1)
    except LineError:
        return
    assert said is None or (said.sources and said.targets)


@given(
    st.lists(
        st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=20),
        min_size=2,
        max_size=4,
    )
)
def test_what_is_written_is_read_back(alternatives):
    # As the harvest and people have them: with a word, and without space around.
    alternatives = list(dict.fromkeys(f"a{each.strip()}z" for each in alternatives))
    try:
        said = parse_line(written_line(*alternatives), 1)
    except LineError as error:
        assert "only one" in error.what or "more than" in error.what  # noqa: PT017  # one kind of both is enough
        return

    assert said is not None
    assert [" ".join(each.split()) for each in said.sources] == [
        " ".join(each.split()) for each in alternatives
    ]
