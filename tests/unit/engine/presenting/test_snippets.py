"""An excerpt is a stretch of a text, from sentence to sentence, that shows what the query found."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.presenting.snippets import EXCERPT, excerpt
from tests.unit.engine.presenting.marks import assert_balanced, bare, marker_for, queries, texts
from tests.unit.properties import steadily


@steadily(38)
@given(texts, queries, st.integers(20, EXCERPT))
@example("x" * 5000, "x*", EXCERPT)
@example("crisis " * 200, "crisis", 20)
def test_an_excerpt_is_a_bounded_stretch_of_the_text(text, query, size):
    html = excerpt(text, marker_for(query).marks(text), {0: 1.0, 1: 2.0}, size)

    assert_balanced(html)
    shown = bare(html)
    begun_later, ends_earlier = html.startswith("… "), html.endswith(" …")
    assert shown in text or shown[2 * begun_later : len(shown) - 2 * ends_earlier] in text
    assert len(shown) <= size * 5 // 4 + 4
    assert len(text) > size or shown == text


@steadily(38)
@given(texts, queries, st.integers(40, EXCERPT))
def test_an_excerpt_shows_a_mark_where_there_is_one_that_fits(text, query, size):
    marks = marker_for(query).marks(text)

    html = excerpt(text, marks, {0: 1.0, 1: 2.0, 2: 0.5}, size)

    if marks and all(mark.end - mark.start <= size // 4 for mark in marks):
        assert "<mark>" in html


@steadily(30)
@given(texts, queries, st.integers(20, EXCERPT))
def test_a_mark_is_whole_or_not_there(text, query, size):
    marker = marker_for(query)
    marks = marker.marks(text)
    borders = {text[mark.start : mark.end] for mark in marks} | {
        text[first.start : last.end] for first in marks for last in marks if first.start < last.end
    }

    html = excerpt(text, marks, {0: 1.0}, size)

    assert {unescape(shown) for shown in re.findall("<mark>(.*?)</mark>", html, re.DOTALL)} <= borders


def test_the_stretch_with_the_heaviest_words_is_shown():
    filler = "nothing of note here. " * 30
    text = f"{filler}a team. {filler}a crisis. {filler}a crisis with its team. {filler}"
    marks = marker_for("crisis team").marks(text)

    assert "crisis</mark> with its <mark>team" in excerpt(text, marks, {0: 1.0, 1: 1.0})
    assert "a <mark>crisis</mark>. " in excerpt(
        text, [mark for mark in marks if mark.concept == 0], {0: 1.0, 1: 1.0}
    )


def test_words_two_lines_apart_are_shown_together():
    filler = "nothing of note here. " * 30
    text = f"{filler}a crisis. {filler}a crisis, {'and so on, ' * 18}a team. {filler}"

    html = excerpt(text, marker_for("crisis team").marks(text), {0: 1.0, 1: 0.5})

    assert "<mark>crisis</mark>, and so on" in html
    assert "<mark>team</mark>" in html


def test_the_earliest_of_equal_stretches_is_shown():
    filler = "nothing of note here. " * 30
    text = f"First crisis. {filler}Second crisis. {filler}"

    assert excerpt(text, marker_for("crisis").marks(text), {0: 1.0}).startswith("First <mark>crisis</mark>")


def test_a_word_counts_once_in_a_stretch():
    filler = "nothing of note here. " * 30
    text = f"crisis crisis crisis crisis. {filler}crisis team. {filler}"

    assert "<mark>team</mark>" in excerpt(text, marker_for("crisis team").marks(text), {0: 1.0, 1: 1.0})


def test_an_excerpt_begins_at_a_sentence_or_a_word_and_ends_at_a_word():
    text = "Some words before. " + "word " * 100 + "The crisis begins here and " + "goes on " * 100

    html = excerpt(text, marker_for("crisis").marks(text), {0: 1.0})

    assert re.match(r"… (?:word )*The <mark>crisis</mark>", html)
    assert re.search(r"(?:goes|on) …$", html)


def test_an_excerpt_without_marks_is_the_beginning():
    text = "Alpha beta. " * 100

    html = excerpt(text, [], {})

    assert text.startswith(html)
    assert EXCERPT - len("Alpha beta. ") < len(html) <= EXCERPT
    assert html.endswith(" beta.")


def test_a_text_without_spaces_is_cut_where_it_must():
    text = "中" * 2000

    assert bare(excerpt(text, [], {})) == "中" * EXCERPT + " …"


SENTENCES = st.lists(
    st.builds(
        lambda begun, said, end: f"{begun} {' '.join(said)}{end}",
        st.sampled_from(
            ["The U.S. team", "A crisis", "See No. 5, v. Connor:", "“She", "2. Officers", "Dr. Lee"]
        ),
        st.lists(
            st.sampled_from(["crisis", "of", "team", "force", "use", "and so on"]), min_size=1, max_size=20
        ),
        st.sampled_from([".", "?", "!", ".”", "…", ".)"]),
    ),
    min_size=1,
    max_size=20,
)


@steadily(30)
@given(SENTENCES, queries)
def test_an_excerpt_goes_from_sentence_to_sentence(sentences, query):
    text = " ".join(sentences)

    shown = bare(excerpt(text, marker_for(query).marks(text), {0: 1.0, 1: 2.0}))

    runs = {
        " ".join(sentences[first:last])
        for first in range(len(sentences))
        for last in range(first + 1, len(sentences) + 1)
    }
    assert shown in runs


@pytest.mark.parametrize(
    "inside", ["Graham v. Connor", "the U.S. Code", "No. 5", "e.g. this", "J. Doe", "3.5 miles", "Dr. Lee", "etc. and so on", "la Sra. López", "la pág. Doce"]
)  # fmt: skip
def test_a_full_stop_within_a_sentence_does_not_end_it(inside):
    before = "Nothing is said of it here at all. " * 12
    text = f"{before}This is about {inside} and a crisis. {before}"

    assert bare(excerpt(text, marker_for("crisis").marks(text), {0: 1.0})).startswith(
        f"This is about {inside} and"
    )


def test_within_a_sentence_that_is_longer_than_an_excerpt_it_is_cut_at_words_and_says_so():
    text = f"{'well and ' * 60}a crisis {'and then ' * 60}it ends."

    shown = bare(excerpt(text, marker_for("crisis").marks(text), {0: 1.0}))

    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "a crisis and then" in shown


def test_the_last_sentences_of_a_text_are_shown_with_those_before_them():
    text = f"{'Nothing is said of it here. ' * 20}The end is a crisis."

    shown = bare(excerpt(text, marker_for("crisis").marks(text), {0: 1.0}))

    assert shown.endswith("The end is a crisis.")
    assert len(shown) > EXCERPT // 2
