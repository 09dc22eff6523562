"""Marked HTML is the text, escaped, with marks that open and close; an excerpt is a stretch of it."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis import ENGLISH, MAX_PART, Part, Word
from searchapp.engine.presenting.highlighting import Mark, Marker, _begins, _plains, marked
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.expansion import expand
from searchapp.engine.query.parser import parse
from tests.unit.engine.dictionaries import EveryWord, WordsOf
from tests.unit.engine.presenting.marks import assert_balanced, bare, marker_for, queries, texts
from tests.unit.properties import steadily


@pytest.mark.parametrize(
    ("query", "text", "html"),
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
def test_words_asked_for_are_marked(query, text, html):
    concepts = expand(parse(query), CompoundWords(WordsOf("deescalation de escalation"))).scored

    assert Marker(concepts, "text").html(text) == html


def test_a_title_clause_is_marked_in_titles():
    assert marker_for("title:crisis", "title").html("crisis") == "<mark>crisis</mark>"


def plainly(concepts, text):
    """Every mark, found by the plainest loop over all words: what is quick is held against it."""
    marks = set()
    parts: list[Part] = []
    for word in ENGLISH.words(text):
        joined = "".join(part.plain for part in word.parts)
        parts += word.parts
        for number, concept in enumerate(concepts):
            for prefix in (choice.prefix for choice in concept.choices if choice.prefix is not None):
                spots: Sequence[Word | Part] = [word] if joined.startswith(prefix) else word.parts
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


@steadily(50)
@given(texts, queries)
@example("the U. S. C. team", '"usc team"')
@example("in nothing in in", "in")
@example("crisis — team", '"crisis team"')
@example("de-escalation-team", '"escalation team" de*')
@example("team team team", '"team team"')
def test_marks_are_those_that_a_plain_loop_finds(text, query):
    concepts = expand(parse(query), CompoundWords(EveryWord())).scored
    marker = Marker(concepts, "text")

    first, again = marker.marks(text), marker.marks(text)

    assert first == again == plainly(concepts, text)


@steadily(30)
@given(texts, queries)
def test_marked_text_is_the_text(text, query):
    html = marker_for(query).html(text)

    assert bare(html) == text
    assert_balanced(html)


@steadily(30)
@given(texts, queries)
def test_marks_lie_in_the_text_in_order(text, query):
    marks = marker_for(query).marks(text)

    assert marks == sorted(marks)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


def test_marks_outside_a_stretch_are_left_out():
    assert marked("abcdef", [Mark(0, 1, 0), Mark(2, 3, 0), Mark(3, 6, 0)], 1, 5) == "b<mark>c</mark>de"


@steadily(300)
@given(
    st.text("abAB01.,'-&’é \u0301", max_size=9).map(lambda text: text.replace(" ", "")),
    st.sampled_from(["a", "ab", "b1", "é", "0", "a0b", "ba"]),
)
def test_a_token_begins_like_what_its_words_may_be_read_as(token, beginning):
    plains = _plains(token)

    assert _begins(token, (beginning,)) == any(plain.startswith(beginning) for plain in plains)


@pytest.mark.parametrize(
    "token", ["a" * (MAX_PART + 9), "'Ab',", "(AB)", "aB", "Abc.D", "'", "ab's", "Ph.D.", "“ab”"]
)
def test_beginnings_as_long_as_a_part_and_longer_are_told_apart(token):
    for beginning in ("a", "ab", "d", "s", "phd", "a" * MAX_PART, "a" * (MAX_PART + 1)):
        assert _begins(token, (beginning,)) == any(plain.startswith(beginning) for plain in _plains(token))
