"""A query says each thing once, and asks for no more than an answer may cost."""

import pytest

from searchapp.engine.messages import sentences
from searchapp.engine.query.limits import MAX_EXCLUSIONS, MAX_PHRASES, MAX_PREFIXES, MAX_RESTRICTIONS
from searchapp.engine.query.parser import parse
from searchapp.engine.query.query import Either, InFacet, InYears, Prefix
from tests.not_none import not_none


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("-st* -st* -ST*", "-st*"),
        ("-video -Video -VIDEO", "-video"),
        ('-"ride along"  -"ride  along"', '-"ride along"'),
        ('"ride along" "Ride  Along"', '"ride along"'),
        ("title:force title:Force", "title:force"),
        ("-topic:force -topic:Force", "-topic:force"),
        ("topic:force topic:Force", "topic:force"),
        ("topic:force OR topic:crisis topic:Crisis OR topic:force", "topic:force OR topic:crisis"),
        ("year:2019 year:2019", "year:2019"),
        ("year:2019 OR year:2019", "year:2019"),
        ("-year:2019 -year:2019..2019", "-year:2019"),
        ("stops OR searches OR stops", "stops OR searches"),
        ("stops OR searches searches OR stops", "stops OR searches"),
        ("st* OR st*", "st*"),
    ],
)
def test_what_is_said_twice_is_asked_for_once(text, once):
    assert parse(text) == parse(once)


def test_words_that_are_written_as_two_otherwise_are_not_the_same():
    assert len(parse("-video -videos").excluded) == 2
    assert len(parse("title:force force title:forces").required) == 2


def test_of_prefixes_that_must_all_be_there_the_narrowest_say_it_all():
    assert parse("s* st* sto* pol*").required == (Prefix("sto"), Prefix("pol"))
    assert parse("s* title:st*").required == (Prefix("st", "title"),)
    assert parse("title:s* st*").required == (Prefix("s", "title"), Prefix("st"))


def test_of_prefixes_any_of_which_will_do_the_widest_say_it_all():
    assert parse("-st* -s* -title:sto* -pol*").excluded == (Prefix("s"), Prefix("pol"))
    assert parse("-title:s* -st*").excluded == (Prefix("s", "title"), Prefix("st"))
    assert parse("st* OR s* OR title:sto*").required == (Prefix("s"),)
    (either,) = parse("st* OR pol* OR s*").required
    assert either == Either((Prefix("pol"), Prefix("s")))


def test_a_prefix_that_is_asked_for_covers_none_that_is_excluded():
    query = parse("s* -st*")

    assert query.required == (Prefix("s"),)
    assert query.excluded == (Prefix("st"),)


def different(count):
    return [f"{chr(ord('a') + number // 26)}{chr(ord('a') + number % 26)}" for number in range(count)]


KINDS = {
    "prefixes": ("{}*", MAX_PREFIXES, "beginnings"),
    "prefixes in titles": ("title:{}*", MAX_PREFIXES, "beginnings"),
    "phrases": ('"{} team"', MAX_PHRASES, "phrases"),
    "phrases in titles": ('title:"{} team"', MAX_PHRASES, "phrases"),
    "excluded words": ("-{}", MAX_EXCLUSIONS, "exclusions"),
    "excluded topics": ("-topic:{}", MAX_EXCLUSIONS, "exclusions"),
    "excluded prefixes": ("-{}*", MAX_PREFIXES, "beginnings"),
    "excluded phrases": ('-"{} team"', MAX_PHRASES, "phrases"),
    "topics": ("topic:{}", MAX_RESTRICTIONS, "topic:ab"),
}


@pytest.mark.parametrize(("clause", "most", "noun"), KINDS.values(), ids=KINDS)
def test_more_of_one_kind_than_the_limit_are_cut_and_named(clause, most, noun):
    texts = [clause.format(each) for each in different(most + 1)]
    allowed, asked = parse(" ".join(texts[:-1])), parse(" ".join(texts))

    assert allowed.cut == ()
    cut = not_none(sentences(asked.cut))
    assert cut.startswith(f"Only the first {most} ")
    assert noun in cut
    assert asked.required == allowed.required
    assert asked.excluded == allowed.excluded
    assert (asked.restricted, asked.without) == (allowed.restricted, allowed.without)


@pytest.mark.parametrize("clause", ["{}*", '"{} team"', "topic:{}"])
def test_choices_joined_by_or_count_each(clause):
    query = parse(" OR ".join(clause.format(each) for each in different(40)))

    assert not_none(sentences(query.cut)).startswith("Only the first 16 ")
    assert [isinstance(each, Either) and len(each.choices) for each in query.required] == [16] * len(
        query.required
    )
    assert [len(each) for each in query.restricted] == [16] * len(query.restricted)


def test_several_limits_are_all_named():
    words = different(60)
    query = parse(" ".join([*(f"{each}*" for each in words[:20]), *(f"-{each}" for each in words)]))
    cut = not_none(sentences(query.cut))

    assert "beginnings" in cut
    assert "exclusions" in cut


def test_years_and_topics_are_told_apart():
    assert parse("topic:2019 year:2019").restricted == ((InFacet("topic", "2019"),), (InYears(2019, 2019),))
