"""Names that are printed with capitals inside were not found when typed in small letters.

*justgrants*, *youtube*, *insight* and *blacklivesmatter* found nothing: the index held the parts alone, and a question
put back together only what consists of two parts, the first of them no common word. That rule stays: *therapist* finds
no "the rapist".
"""

import pytest

from indexer.config import load_config
from searchapp.engine import SearchRequest, open_engine
from tests.contract.reading import ids
from tests.engines import build_of, engine_on
from tests.making import make_passage, make_resource
from tests.not_none import not_none
from tests.unit.a_site import Site

NAMES = {
    "myplate": "MyPlate meals in custody",
    "onstar": "OnStar data requests",
    "ecourts": "eCourts filing manual",
    "outreach": "OutReach vans",
    "allofus": "AllOfUs study of health",
    "safeatschool": "SafeAtSchoolNow week",
    "mcdowell": "McDowell County plan",
}
OTHERS = {
    "apart": "My plate broke on a star, all of us were safe at school now",
    "therapists": "The rapist fled",
}


@pytest.fixture
def engine(tmp_path):
    titles = NAMES | OTHERS
    return engine_on(build_of(tmp_path, [make_resource(key, title=titles[key]) for key in titles]))


def found(engine, text):
    results = engine.search(SearchRequest(text))
    assert results.relaxed is None, text
    return ids(results)


@pytest.mark.parametrize("key", NAMES)
def test_a_name_is_found_in_whatever_case_and_place_it_is_typed(engine, key):
    name, following = NAMES[key].split()[:2]

    for typed in (name.lower(), name.upper(), name.capitalize(), name):
        assert key in found(engine, typed)
        assert key in found(engine, f'"{typed}"')
        assert key in found(engine, f"title:{typed}")
        assert key in found(engine, f"{typed} {following}")
        assert found(engine, f'"{typed} {following}"') == [key]
        assert key in found(engine, f"{typed} OR nothing")
        assert key not in found(engine, f"-{typed}")
        assert found(engine, f"{typed[:-1].lower()}*") == [key]


def test_what_is_typed_as_one_word_finds_no_words_that_stand_apart(engine):
    for typed in ("myplate", "onstar", "allofus", "therapist", "onstar data", '"allofus"'):
        assert not set(found(engine, typed)) & OTHERS.keys()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("MyPlate", "myplate"),
        ("MyPlate", "my plate"),
        ("SafeAtSchoolNow", "safe at school now"),
        ("SafeatSchoolNow", "SafeAtSchoolNow"),
        ("my plate", "MyPlate"),
        ("my-plate", "MyPlate"),
        ('"the MyPlate tables"', "the myplate tables"),
        ('"myplate and onstar"', "MyPlate and OnStar"),
        ("myplate’s", "MyPlate"),
        ("myplate", "the MyPlate’s colours"),
        ("myplate", "non-MyPlate-based"),
        ("myplate-based", "MyPlate-based"),
        ('"pre-myplate meals"', "pre-MyPlate meals"),
        ("prem*", "pre-MyPlate"),
        ("myp*", "pre-MyPlate"),
        ("élanvital", "ÉlanVital"),
        ("elanvital", "ÉlanVital"),
    ],
)
def test_it_holds_both_ways(tmp_path, typed, printed):
    engine = engine_on(
        build_of(tmp_path, [make_resource("it", text=f"Then {printed}."), make_resource("other", text="No.")])
    )

    assert found(engine, typed) == ["it"]


def test_a_phrase_goes_on_behind_a_name_and_begins_before_it(engine, tmp_path):
    engine = engine_on(
        build_of(
            tmp_path / "phrases", [make_resource("it", text="Ask the SafeAtSchoolNow desk of OnStar today.")]
        )
    )

    for phrase in ("the safeatschoolnow desk", "desk of onstar today", "safeatschoolnow desk of onstar"):
        assert found(engine, f'"{phrase}"') == ["it"]
    for phrase in ("the safeatschoolnow of", "safeatschoolnow today", "safeatschoolnow at", "onstar star"):
        assert found(engine, f'"{phrase}"') == []


def test_a_name_stands_in_every_field_and_is_marked_whole(tmp_path):
    passages = (
        make_passage("It says MyPlate twice: MyPlate.", "The MyPlate chapter"),
        make_passage("Else.", "End"),
    )
    engine = engine_on(
        build_of(
            tmp_path,
            [
                make_resource("text", passages=passages),
                make_resource("summary", summary="On MyPlate."),
                make_resource("topic", topics=("MyPlate and more",)),
                make_resource("none"),
            ],
        )
    )

    results = engine.search(SearchRequest("myplate"))
    hits = {hit.id: hit for hit in results.hits}
    view = not_none(engine.resource("text", "myplate"))

    assert set(hits) == {"text", "summary", "topic"}
    assert hits["text"].passages[0].html == "It says <mark>MyPlate</mark> twice: <mark>MyPlate</mark>."
    assert hits["summary"].snippet_html == "On <mark>MyPlate</mark>."
    assert hits["text"].why == "“myplate” in a heading; “myplate” in the text"
    assert [passage.ordinal for passage in view.matching.shown] == [0]
    for typed in ("myplate", '"myplate and more"', "MyPlate", "more"):
        assert ids(engine.search(SearchRequest(f"topic:{typed}"))) == ["topic"]


def test_a_name_counts_and_ranks_as_a_word_does(tmp_path):
    engine = engine_on(
        build_of(
            tmp_path,
            [
                make_resource("once", text="AllOfUs says so, and others say more of it again"),
                make_resource("twice", text="AllOfUs says so, and AllOfUs says more of it again"),
                make_resource(
                    "title", title="AllOfUs", text="Others say so, and others say more of it again"
                ),
            ],
        )
    )

    explained = not_none(engine.explain("twice", "allofus")).concepts[0]

    assert ids(engine.search(SearchRequest("allofus"))) == ["title", "twice", "once"]
    assert explained.counts == {"text": 2}
    assert explained.exact


def test_what_one_run_adds_to_another_is_found_as_well(tmp_path):
    site = Site(tmp_path)
    record = {"id": "first", "title": "OnStar requests"}
    site.records(record, {"id": "gone", "title": "The MyPlate tables"})
    site.run("index")
    site.records(record, {"id": "second", "title": "Meals by MyPlate"})
    assert site.run("index", "--yes").code == 0

    engine = open_engine(load_config(site.config))

    assert found(engine, '"by myplate"') == ["second"]
    assert found(engine, "myplate OR onstar") == ["first", "second"]
