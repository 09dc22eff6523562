"""A kilobyte of text took 4.3 seconds over 60,000 records: "-s* " 256 times looked up the same prefix 256 times.

Whatever is typed often is now asked for once; what another clause covers is not asked for; and more clauses than an
answer may cost are cut, which `relaxed` tells in plain words.
"""

import pytest

from searchapp.engine import SearchRequest
from searchapp.engine.arrays.matching.lookups import Lookups
from searchapp.engine.messages import sentences
from searchapp.engine.query.expansion import MAX_ASKED
from searchapp.engine.query.parser import parse
from tests.engines import build_of, engine_on
from tests.making import make_resource
from tests.not_none import not_none

TITLES = (
    "Use of force",
    "Stops and searches",
    "Strategies for staff",
    "Crisis teams and safety",
    "A story of a study",
)


@pytest.fixture
def engine(tmp_path):
    resources = [
        make_resource(f"id{number}", title=title, text=f"{title} in the room of a library", topics=(title,), year=2015 + number)
        for number, title in enumerate(TITLES)
    ]  # fmt: skip
    return engine_on(build_of(tmp_path, resources))


def found(engine, text, **filters):
    results = engine.search(SearchRequest(text, per_page=50, **filters))
    return {hit.id for hit in results.hits}, results.relaxed


@pytest.mark.parametrize(
    ("text", "clauses"),
    [("-s* " * 256, 1), ("s* " * 256, 1), ("title:s* " * 200, 1), ("s* -st* s* OR crisis -s* " * 50, 3), ("s* OR " * 200 + "s*", 1)],
    ids=["excluded", "asked for", "in titles", "in several ways", "joined by OR"],
)  # fmt: skip
def test_a_clause_is_looked_up_once_however_often_it_is_typed(text, clauses):
    query = parse(text)

    assert len(query.required) + len(query.excluded) == clauses
    assert "words of the text" in (sentences(query.cut) or "words of the text")


def test_what_two_clauses_look_up_is_looked_up_once(engine):
    lookups = Lookups(engine._index)
    (segment,) = engine._index.segments

    assert lookups.beginning("s") is lookups.beginning("s")
    assert lookups.passages_beginning("s") is lookups.passages_beginning("s")
    assert lookups.entries("forc") is lookups.entries("forc")
    assert lookups.containing("title", "forc") is lookups.containing("title", "forc")
    assert lookups.starts(segment, ("use", "of")) is lookups.starts(segment, ("use", "of"))
    assert lookups.in_facet_named("topic", ("forc",)) is lookups.in_facet_named("topic", ("forc",))


@pytest.mark.parametrize(
    "clause",
    ["-s*", "s*", "title:s*", '"use of force"', '-"use of force"', "-crisis", "topic:force", "-topic:force", "year:2016", "-year:2016",
     "title:crisis", "crisis OR force"],
)  # fmt: skip
def test_a_clause_typed_often_finds_what_it_finds_once(engine, clause):
    assert found(engine, f"{clause} " * 60) == found(engine, clause)


@pytest.mark.parametrize("narrow", ["st*", "title:st*", "sto*", "title:stops*"])
def test_a_prefix_that_another_covers_changes_nothing_that_is_found(engine, narrow):
    wide, few = found(engine, "s*")[0], found(engine, narrow)[0]

    assert few < wide
    assert found(engine, f"s* {narrow}")[0] == few
    assert found(engine, f"s* OR {narrow}")[0] == wide
    assert found(engine, f"-s* -{narrow}")[0] == found(engine, "-s*")[0]
    assert found(engine, f"s* -{narrow}")[0] == wide - few


def clauses(clause, count):
    return " ".join(
        clause.format(f"{chr(97 + number // 26)}{chr(97 + number % 26)}") for number in range(count)
    )


@pytest.mark.parametrize(
    ("clause", "named"),
    [("-{}*", "beginnings"), ("{}*", "beginnings"), ('"{} of"', "phrases"), ('-"{} of"', "phrases"), ("-{}", "exclusions"),
     ("-topic:{}", "exclusions"), ("topic:{}", "topic:")],
)  # fmt: skip
def test_clauses_beyond_what_is_used_are_named_whatever_is_filtered(engine, clause, named):
    text = clauses(clause, 60)
    _, relaxed = found(engine, text)

    assert "Only the first " in relaxed
    assert named in relaxed
    assert found(engine, text, years=(2016,))[1] == relaxed


def test_exclusions_beyond_what_is_used_still_leave_all_but_the_first(engine):
    text = "-crisis " + clauses("-{}", 60)

    assert found(engine, text)[0] == {"id0", "id1", "id2", "id4"}


def test_of_very_many_words_the_rarest_are_used_and_unknown_ones_take_no_ones_place(tmp_path):
    common = [f"word{number}" for number in range(150)]
    resources = [make_resource(f"id{number}", text=" ".join(common)) for number in range(5)]
    resources.append(make_resource("rare", text="zebra quagga okapi"))
    engine = engine_on(build_of(tmp_path, resources))
    unknown = [f"nowhere{number}" for number in range(60)]

    results = engine.search(SearchRequest(" ".join([*unknown, *common, "zebra", "quagga", "okapi"])))

    assert f"Only the {MAX_ASKED} rarest of these 213 words were used." in not_none(results.relaxed)
    assert "rare" in {hit.id for hit in results.hits}
    assert results.total == 6
