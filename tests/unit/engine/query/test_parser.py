"""What a person types, and what is understood of it."""

from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.messages import sentences
from searchapp.engine.query.parser import parse
from searchapp.engine.query.query import Either, InFacet, InYears, Prefix, Query, Words, asked_for
from searchapp.engine.request import MAX_TEXT, MAX_WORDS
from tests.not_none import not_none
from tests.unit.properties import steadily

# Pieces of syntax, whole and broken, thick enough that random texts are full of it.
PIECES = [
    '"', "“", "”", "«", "-", "--", "*", "(", ")", ":", "title:", "topic:", "year:", "TITLE:", "OR", "or", "AND", "..", "2019", "2019..2022",
    " ", "  ", "\t", "\n", "word", "de-escalation", "the", "U.S.C.", "polic*", "É", "'", "’s", "\x00", "\ud800", "🚓", "10,000", "a-b-c", "_",
]  # fmt: skip
typed = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=60)


def said(unit):
    """Return a parsed unit as short text: what a table of examples can show."""
    if isinstance(unit, Either):
        return " OR ".join(said(choice) for choice in unit.choices)
    if isinstance(unit, InFacet):
        return f"{unit.facet}:{unit.name}"
    if isinstance(unit, InYears):
        return f"{unit.facet}:{unit.first or ''}..{unit.last or ''}"
    scope = "title:" if unit.scope == "title" else ""
    if isinstance(unit, Prefix):
        return f"{scope}{unit.plain}*"
    parts = [part.plain for word in unit.words for part in word.parts]
    return scope + (f'"{" ".join(parts)}"' if unit.quoted else "-".join(parts))


def parsed(text):
    """Return what was understood, without what is empty."""
    query = parse(text)
    found = {
        "plain": [said(unit) for unit in query.plain],
        "required": [said(unit) for unit in query.required],
        "excluded": [said(unit) for unit in query.excluded],
        "restricted": [" OR ".join(map(said, either)) for either in query.restricted],
        "without": [said(restriction) for restriction in query.without],
    }
    return {key: value for key, value in found.items() if value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Words
        ("mobile crisis team", {"plain": ["mobile", "crisis", "team"]}),
        ("de-escalation", {"plain": ["de-escalation"]}),
        ("and/or AND NOT", {"plain": ["and", "or", "not"]}),
        ("Crisis crisis CRISIS", {"plain": ["crisis"]}),
        ("training trained", {"plain": ["training"]}),
        ("café cafe", {"plain": ["cafe"]}),
        ("co-responder - team -- x", {"plain": ["co-responder", "team", "x"]}),
        ("what? (yes!) [no] {maybe} a&b a|b ~x ^y", {"plain": ["what", "yes", "no", "maybe", "a", "b", "x", "y"]}),
        # Phrases
        ('"use of force"', {"required": ['"use of force"']}),
        ("“use of force” «use of force»", {"required": ['"use of force"']}),
        ('"crisis"', {"required": ['"crisis"']}),
        ('"use of', {"plain": ["use", "of"]}),
        ('use "of', {"plain": ["use", "of"]}),
        ('a "b" c"', {"plain": ["a", "c"], "required": ['"b"']}),
        ('"" " " "!!"', {}),
        ('x"use of"y', {"plain": ["x", "y"], "required": ['"use of"']}),
        ('5\'11" officer', {"plain": ["511", "officer"]}),
        # Without
        ("crisis -video", {"plain": ["crisis"], "excluded": ["video"]}),
        ('-"ride along" x', {"plain": ["x"], "excluded": ['"ride along"']}),
        ("-ride/along", {"excluded": ['"ride along"']}),
        ("-polic* -title:x", {"excluded": ["polic*", "title:x"]}),
        ("(-video)", {"plain": ["video"]}),
        ('- -- -! -""', {}),
        ("a-b", {"plain": ["a-b"]}),
        ("--a", {"plain": ["a"]}),
        ("–a —b", {"plain": ["a", "b"]}),
        # Prefixes
        ("polic*", {"required": ["polic*"]}),
        ("Polic** POLIC*", {"required": ["polic*"]}),
        ("de-esc* Café*", {"required": ["deesc*", "cafe*"]}),
        ("* ** polic*y", {"plain": ["polic", "y"]}),
        ("(polic* foo:bar*", {"plain": ["polic", "foo", "bar"]}),
        # Fields
        ("title:resilience TITLE:x", {"required": ["title:resilience", "title:x"]}),
        ('title:"use of force" title:polic*', {"required": ['title:"use of force"', "title:polic*"]}),
        ("title:de-escalation title:a/b", {"required": ["title:de-escalation", 'title:"a b"']}),
        ("title: resilience", {"plain": ["title", "resilience"]}),
        ('title:"" title:!', {"plain": ["title"]}),
        ("subtitle:x title", {"plain": ["subtitle", "x", "title"]}),
        ('topic:"Use of Force"', {"restricted": ["topic:Use of Force"]}),
        ("topic:force -topic:stops", {"restricted": ["topic:force"], "without": ["topic:stops"]}),
        ('topic: topic:"" topic:!!', {"plain": ["topic"]}),
        # Years
        ("year:2019", {"restricted": ["year:2019..2019"]}),
        ("year:2019..2022 Year:..2022 year:2019..", {"restricted": ["year:2019..2022", "year:..2022", "year:2019.."]}),
        ("year:2022..2019", {"restricted": ["year:2019..2022"]}),
        ('year:"2019..2022"', {"restricted": ["year:2019..2022"]}),
        ("-year:2019", {"without": ["year:2019..2019"]}),
        ("year:.. year:99999 year:x year:2019-2022", {"plain": ["year", "99999", "x", "2019-2022"]}),
        # OR
        ("stops OR searches", {"required": ["stops OR searches"]}),
        ("a stops OR searches b", {"plain": ["a", "b"], "required": ["stops OR searches"]}),
        ("a OR b OR c d", {"plain": ["d"], "required": ["a OR b OR c"]}),
        ("a OR b c OR d", {"required": ["a OR b", "c OR d"]}),
        ('"use of force" OR polic* OR title:x', {"required": ['"use of force" OR polic* OR title:x']}),
        ("a or b", {"plain": ["a", "or", "b"]}),
        ("OR", {"plain": ["or"]}),
        ("OR a", {"plain": ["or", "a"]}),
        ("a OR", {"plain": ["a", "or"]}),
        ("a OR OR b", {"plain": ["a", "or", "b"]}),
        ("a OR -bee", {"plain": ["a", "or"], "excluded": ["bee"]}),
        ("-ace OR b", {"plain": ["or", "b"], "excluded": ["ace"]}),
        ("-OR x", {"plain": ["x"], "excluded": ["or"]}),
        ("topic:a OR topic:b", {"restricted": ["topic:a OR topic:b"]}),
        ("topic:a OR year:2019", {"restricted": ["topic:a OR year:2019..2019"]}),
        ("topic:a OR b", {"plain": ["or", "b"], "restricted": ["topic:a"]}),
        ("topic:a OR -topic:b", {"plain": ["or"], "restricted": ["topic:a"], "without": ["topic:b"]}),
        ("title:OR title:x", {"required": ["title:or", "title:x"]}),
    ],
)  # fmt: skip
def test_text_is_understood(text, expected):
    assert parsed(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\t\r\n", "\u3000\u2003"])
def test_blank_text_is_no_query(text):
    assert parse(text) == Query(blank=True)


@pytest.mark.parametrize("text", ["!", "🚓", "((( ***", "\x00", "\ud800", '""', "-", "_", "\u0301"])
def test_text_without_a_word_is_empty_and_not_blank(text):
    query = parse(text)

    assert query.empty
    assert not query.blank
    assert not query.scored


def test_exclusions_and_restrictions_are_neither_empty_nor_scored():
    for text in ("-video", "topic:force", "-topic:force", "year:2019"):
        assert not parse(text).empty
        assert not parse(text).scored


@steadily(63)
@given(typed)
@example('"' * 99)
@example("OR " * 99)
@example("-" * 99 + "x")
@example("title:topic:year:-x*")
def test_any_text_is_understood_somehow(text):
    query = parse(text)

    assert query == parse(text)
    assert query.blank == (not text.strip())
    for unit in chain(query.plain, query.required, query.excluded):
        for choice in unit.choices if isinstance(unit, Either) else (unit,):
            assert choice.plain if isinstance(choice, Prefix) else choice.words
    assert all(len(unit.choices) > 1 for unit in query.required if isinstance(unit, Either))
    assert all(len(unit.words) == 1 and not unit.quoted and unit.scope == "all" for unit in query.plain)
    # "IT" and "it" are two words.
    assert len({(unit.words[0].form, unit.in_capitals) for unit in query.plain}) == len(query.plain)
    assert len(set(query.required)) == len(query.required)
    assert set(asked_for(query)) <= set(query.plain)


# Limits


def words_in(query):
    units = chain(query.plain, query.required, query.excluded)
    return sum(len(word.parts) for unit in units if isinstance(unit, Words) for word in unit.words)


def numbered(count):
    return " ".join(f"w{number}" for number in range(count))


def test_text_is_used_up_to_the_limit_of_characters():
    assert parse("x" * MAX_TEXT).cut == ()
    assert f"{MAX_TEXT:,} characters" in not_none(sentences(parse("x" * (MAX_TEXT + 1)).cut))
    assert parsed("x" * 50 + " " * MAX_TEXT + "y") == {"plain": ["x" * 50]}


@pytest.mark.parametrize(
    "shape",
    ["{}", '"{}"', '-"{}"', 'title:"{}"', "a* {}"],
    ids=["words", "a phrase", "an excluded phrase", "a phrase in the title", "words behind a prefix"],
)
def test_text_is_used_up_to_the_limit_of_words_and_never_thrown_away(shape):
    query = parse(shape.format(numbered(MAX_WORDS + 10)))

    assert words_in(query) + ("a*" in shape) == MAX_WORDS
    assert f"{MAX_WORDS} words" in not_none(sentences(query.cut))


def test_the_parts_of_a_word_count_as_words():
    assert parse("-".join("a" * MAX_WORDS)).cut == ()
    assert words_in(parse("x-" * 1000)) == MAX_WORDS
    assert words_in(parse("y " + "x-" * 1000)) == MAX_WORDS
    assert words_in(parse('"' + "x-y " * 200 + '"')) == MAX_WORDS


def test_as_many_words_as_the_limit_are_not_cut():
    assert parse(numbered(MAX_WORDS)).cut == ()
    assert parse(f'"{numbered(MAX_WORDS)}"').cut == ()


# Most of the words


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what is the use of the force", ["use", "force"]),
        ("what is the", ["what", "is", "the"]),
        ('what is "use of force"', []),
        ("who is US", ["us"]),
        ("no-knock", ["no-knock"]),
        ("", []),
    ],
)
def test_common_words_are_asked_for_only_where_there_are_no_others(text, asked):
    assert [said(unit) for unit in asked_for(parse(text))] == asked
