"""*IT* and *WHO* brought up texts full of "it" and "who" before those that name IT and the WHO.

Case was folded away, and a word counts the more the more often it stands in a text. Where a word is printed in capitals
is now kept, and counts for who types it so. Small letters ask as they did.
"""

import pytest

from indexer.resource import Document
from searchapp.engine import SearchRequest
from searchapp.engine.model import MIN_NAMED_RESOURCES
from tests.contract.reading import ids
from tests.engines import build_of, engine_on
from tests.making import make_passage, make_resource
from tests.not_none import not_none

FULL = "It is safe to say who may aid us and who may not, and it is they and us who will. "
TITLES = {
    "it": "IT for small agencies",
    "who": "WHO guidelines",
    "and": "AND gates",
    "us": "US Marshals",
    "aid": "The AID programme",
    "safe": "SAFE examinations",
    "or": "OR gates",
}
OTHERS = {"whoresponds": "Who responds, and who does it", "handbook": "Handbook", "gates": "Gates and fences"}


@pytest.fixture
def engine(tmp_path):
    titles = TITLES | OTHERS
    texts = {"handbook": FULL * 60, "gates": "A gate or gates and gates, or the gates. " * 9}
    return engine_on(
        build_of(tmp_path, [make_resource(key, title=titles[key], text=texts.get(key, "")) for key in titles])
    )


def first(engine, text):
    results = engine.search(SearchRequest(text))
    assert results.relaxed is None, text
    return results.hits[0].id


@pytest.mark.parametrize("key", TITLES)
def test_what_is_typed_in_capitals_brings_up_what_is_printed_so(engine, key):
    typed = key.upper()

    assert first(engine, typed) == key
    assert first(engine, f'"{typed}"') == key
    assert first(engine, f"title:{typed}") == key
    assert first(engine, f"{typed}?") == key
    if key not in {"and", "or"}:  # these are typed between words by habit
        assert first(engine, f"the {typed}") == key
        assert first(engine, f"nothing OR {typed}") == key


def test_it_finds_the_same_resources_as_small_letters(engine):
    for key in TITLES:
        small, capitals = (engine.search(SearchRequest(typed, per_page=50)) for typed in (key, key.upper()))
        assert sorted(ids(small)) == sorted(ids(capitals))


def test_one_mention_in_a_long_text_is_enough(tmp_path):
    passages = (
        make_passage("The agency’s IT is old."),
        *(make_passage("Other words here. " * 30) for _ in range(40)),
    )
    engine = engine_on(
        build_of(
            tmp_path,
            [
                make_resource("long", passages=passages),
                make_resource("full", text=FULL * 60),
                make_resource("x"),
            ],
        )
    )

    hits = engine.search(SearchRequest("IT")).hits

    assert [hit.id for hit in hits] == ["long", "full"]
    assert [passage.ordinal for passage in hits[0].passages] == [0]
    assert hits[0].snippet_html == "The agency’s <mark>IT</mark> is old."


def test_small_letters_ask_as_before(engine):
    assert first(engine, "it") == "handbook"
    assert first(engine, "who") != "who"
    assert first(engine, "Who") == first(engine, "who")


def test_a_text_typed_in_capitals_throughout_asks_as_before(engine):
    for text in ("who may aid us", "it and us", "safe and aid"):
        small, loud = (engine.search(SearchRequest(typed)) for typed in (text, text.upper()))
        assert [(hit.id, hit.score) for hit in small.hits] == [(hit.id, hit.score) for hit in loud.hits]
        assert small.relaxed == loud.relaxed


def test_a_common_word_in_capitals_counts_as_a_word(tmp_path):
    engine = engine_on(
        build_of(
            tmp_path,
            [
                make_resource("both", text="IT staff"),
                make_resource("one", text="staff"),
                make_resource("x", text="it"),
            ],
        )
    )

    assert ids(engine.search(SearchRequest("IT staff")))[0] == "both"
    assert set(ids(engine.search(SearchRequest("it staff")))) == {"both", "one"}
    # Boolean words are typed by habit, and ask for nothing.
    assert ids(engine.search(SearchRequest("staff AND x"))) == ids(
        engine.search(SearchRequest("staff and x"))
    )
    assert set(ids(engine.search(SearchRequest("staff OR it")))) == {"both", "one", "x"}


def test_where_capitals_are_printed_throughout_a_common_word_is_no_name(tmp_path):
    engine = engine_on(
        build_of(
            tmp_path,
            [
                make_resource(
                    "loud", title="WHO RESPONDS WHEN IT MATTERS", text="WHO DECIDES, AND HOW IT IS DONE"
                ),
                make_resource("name", text="Some say that the WHO knows how IT works, and the FBI as well."),
                make_resource("fbi", title="FBI REPORT"),
            ],
        )
    )

    assert first(engine, "WHO") == "name"
    assert first(engine, "IT") == "name"
    assert first(engine, "FBI") == "fbi"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("US", "U.S."), ("U.S.", "US"), ("NGO", "an NGO’s"), ("PHD", "PhD"), ("IT", "IT-based")],
)
def test_capitals_are_known_however_they_are_written(tmp_path, typed, printed):
    small = "us ngo phd it " * 40
    engine = engine_on(
        build_of(
            tmp_path, [make_resource("it", text=f"Of {printed} matters."), make_resource("full", text=small)]
        )
    )

    assert first(engine, typed) == "it"


def test_what_most_print_in_capitals_is_the_same_name_in_small_letters(tmp_path):
    """ "Covid" is no other word than "COVID"; who writes it so is not put behind."""
    capitals = [
        make_resource(f"c{number}", text="COVID in jails, and more of it")
        for number in range(MIN_NAMED_RESOURCES)
    ]
    engine = engine_on(
        build_of(tmp_path, [*capitals, make_resource("title", title="Covid in jails"), make_resource("x")])
    )

    assert first(engine, "COVID jails") == "title"


def test_related_resources_share_the_name_and_not_the_word(tmp_path):
    titles = {"one": "IT for courts", "other": "Buying IT", "word": "How it ended", "none": "A study"}
    engine = engine_on(
        build_of(
            tmp_path, [make_resource(key, title=title, topics=("All",)) for key, title in titles.items()]
        )
    )

    assert [hit.id for hit in not_none(engine.resource("one")).related] == ["other"]


def test_headings_and_summaries_hold_names_too(tmp_path):
    guide = Document(
        id="guide",
        title="Guide",
        format="pdf",
        passages=(make_passage("Words.", "IT in brief"), make_passage("It is.")),
    )
    engine = engine_on(
        build_of(
            tmp_path,
            [
                make_resource("heading", documents=(guide,)),
                make_resource("summary", summary="About IT."),
                make_resource("topic", topics=("IT",)),
                make_resource("full", text=FULL * 30),
            ],
        )
    )

    hits = engine.search(SearchRequest("IT")).hits
    heading = next(hit for hit in hits if hit.id == "heading")

    assert {hit.id for hit in hits[:3]} == {"heading", "summary", "topic"}
    assert [passage.ordinal for passage in heading.passages] == [0]
    assert heading.why == "“IT” in a heading"
    assert "IT | it" in not_none(engine.explain("heading", "IT")).concepts[0].asked


def test_why_it_matched_tells_that_it_is_in_small_letters(engine):
    hits = {hit.id: hit for hit in engine.search(SearchRequest("IT")).hits}

    assert hits["it"].why == "“IT” in the title"
    assert hits["it"].title_html == "<mark>IT</mark> for small agencies"
    assert hits["whoresponds"].why == "“IT” in the title; “IT” as “it”"
