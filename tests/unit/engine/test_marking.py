"""Marked HTML is the text, escaped, with marks that open and close; an excerpt is a stretch of it."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis import words
from searchapp.engine.expansion import expand
from searchapp.engine.marking import EXCERPT, Mark, Marker, excerpt, marked
from searchapp.engine.parsing import parse
from searchapp.engine.spellings import Spellings
from tests.unit.engine.dictionaries import EveryWord, WordsOf
from tests.unit.properties import steadily

WORDS = ["crisis", "team", "de-escalation", "Crisis", "teams", "<b>", "&amp;", "“use”", "of", "force", "\n", ".", "x" * 50, "中" * 60, "U.S.C.", "café"]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join) | st.text(max_size=500)
questions = st.sampled_from(
    ["crisis", "crisis team", '"crisis team"', "team*", "de*", "x* 中*", "deescalation", '"use of force" OR café', "b amp", "", "usc"]
)  # fmt: skip


def marker_for(question, field="text"):
    return Marker(expand(parse(question), Spellings(EveryWord())).scored, field)


def bare(html):
    return unescape(re.sub("</?mark>", "", html))


def assert_balanced(html):
    tags = re.findall("</?mark>", html)
    assert tags == ["<mark>", "</mark>"] * (len(tags) // 2)
    assert not re.search("<(?!/?mark>)", html)


@pytest.mark.parametrize(
    ("question", "text", "html"),
    [
        ("crisis", "A Crisis. Crises!", "A <mark>Crisis</mark>. <mark>Crises</mark>!"),
        ("deescalation", "de-escalation", "<mark>de-escalation</mark>"),
        ("de-escalation", "deescalation, de escalation", "<mark>deescalation</mark>, <mark>de escalation</mark>"),
        ('"use of force"', "use of force; use of", "<mark>use of force</mark>; use of"),
        ("polic*", "Police policy.", "<mark>Police</mark> <mark>policy</mark>."),
        ("esc*", "de-escalation", "de-<mark>escalation</mark>"),
        ("deesc*", "de-escalation", "<mark>de-escalation</mark>"),
        ("responses", "Ambulance-BasedResponses", "Ambulance-Based<mark>Responses</mark>"),
        ("officer", "the officer’s", "the <mark>officer’s</mark>"),
        ("usc", "42 U.S.C. § 1983", "42 <mark>U.S.C.</mark> § 1983"),
        ("cafe", "cafe\u0301 au lait", "<mark>cafe\u0301</mark> au lait"),
        ("b", "<b>b</b> & 'c'", "&lt;<mark>b</mark>&gt;<mark>b</mark>&lt;/<mark>b</mark>&gt; &amp; &#x27;c&#x27;"),
        ('"a b" "b c"', "a b c", "<mark>a b c</mark>"),
        ('"a b c" b', "a b c", "<mark>a b c</mark>"),
        ('"a b" "c d"', "a b c d", "<mark>a b</mark> <mark>c d</mark>"),
        ("title:crisis team", "crisis team", "crisis <mark>team</mark>"),
        ("-crisis team", "crisis team", "crisis <mark>team</mark>"),
        ("", "crisis", "crisis"),
    ],
)  # fmt: skip
def test_words_asked_for_are_marked(question, text, html):
    concepts = expand(parse(question), Spellings(WordsOf("deescalation de escalation"))).scored

    assert Marker(concepts, "text").html(text) == html


def test_a_title_clause_is_marked_in_titles():
    assert marker_for("title:crisis", "title").html("crisis") == "<mark>crisis</mark>"


def plainly(concepts, text):
    """Every mark, found by the plainest loop over all words: what is quick is held against it."""
    marks = set()
    parts = []
    for word in words(text):
        joined = "".join(part.plain for part in word.parts)
        parts += word.parts
        for number, concept in enumerate(concepts):
            for prefix in (choice.prefix for choice in concept.choices if choice.prefix is not None):
                spots = [word] if joined.startswith(prefix) else word.parts
                plains = [joined] if joined.startswith(prefix) else [part.plain for part in word.parts]
                marks |= {
                    Mark(spot.start, spot.end, number)
                    for spot, plain in zip(spots, plains, strict=True)
                    if plain.startswith(prefix)
                }
    for place, part in enumerate(parts):
        for number, concept in enumerate(concepts):
            for terms in (choice.terms for choice in concept.choices if choice.terms):
                stretch = parts[place : place + len(terms)]
                if tuple(each.term for each in stretch) == terms:
                    marks.add(Mark(part.start, stretch[-1].end, number))
    return sorted(marks)


@steadily(500)
@given(texts, questions)
@example("the U. S. C. team", '"usc team"')
@example("in nothing in in", "in")
@example("crisis — team", '"crisis team"')
@example("de-escalation-team", '"escalation team" de*')
@example("team team team", '"team team"')
def test_marks_are_those_that_a_plain_loop_finds(text, question):
    concepts = expand(parse(question), Spellings(EveryWord())).scored
    marker = Marker(concepts, "text")

    first, again = marker.marks(text), marker.marks(text)

    assert first == again == plainly(concepts, text)


@steadily(300)
@given(texts, questions)
def test_marked_text_is_the_text(text, question):
    html = marker_for(question).html(text)

    assert bare(html) == text
    assert_balanced(html)


@steadily(300)
@given(texts, questions)
def test_marks_lie_in_the_text_in_order(text, question):
    marks = marker_for(question).marks(text)

    assert marks == sorted(marks)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


@steadily(400)
@given(texts, questions, st.integers(20, EXCERPT))
@example("x" * 5000, "x*", EXCERPT)
@example("crisis " * 200, "crisis", 20)
def test_an_excerpt_is_a_bounded_stretch_of_the_text(text, question, size):
    html = excerpt(text, marker_for(question).marks(text), {0: 1.0, 1: 2.0}, size)

    assert_balanced(html)
    shown = bare(html)
    begun_later, ends_earlier = html.startswith("… "), html.endswith(" …")
    assert shown in text or shown[2 * begun_later : len(shown) - 2 * ends_earlier] in text
    assert len(shown) <= size + 4
    assert len(text) > size or shown == text


@steadily(400)
@given(texts, questions, st.integers(40, EXCERPT))
def test_an_excerpt_shows_a_mark_where_there_is_one_that_fits(text, question, size):
    marks = marker_for(question).marks(text)

    html = excerpt(text, marks, {0: 1.0, 1: 2.0, 2: 0.5}, size)

    if marks and all(mark.end - mark.start <= size // 4 for mark in marks):
        assert "<mark>" in html


@steadily(300)
@given(texts, questions, st.integers(20, EXCERPT))
def test_a_mark_is_whole_or_not_there(text, question, size):
    marker = marker_for(question)
    marks = marker.marks(text)
    borders = {text[mark.start : mark.end] for mark in marks} | {
        text[first.start : last.end] for first in marks for last in marks if first.start < last.end
    }

    html = excerpt(text, marks, {0: 1.0}, size)

    assert {unescape(shown) for shown in re.findall("<mark>(.*?)</mark>", html, re.DOTALL)} <= borders


def test_the_stretch_with_the_most_telling_words_is_shown():
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

    assert html.startswith("Alpha beta.")
    assert html.endswith(" …")


def test_a_text_without_spaces_is_cut_where_it_must():
    text = "中" * 2000

    assert bare(excerpt(text, [], {})) == "中" * EXCERPT + " …"


def test_marks_outside_a_stretch_are_left_out():
    assert marked("abcdef", [Mark(0, 1, 0), Mark(2, 3, 0), Mark(3, 6, 0)], 1, 5) == "b<mark>c</mark>de"
