"""The engine at its edges: an empty library, odd resources, and work that queries may cause."""

import pytest

from indexer.config import RankingConfig
from indexer.resource import Document
from searchapp.engine import SearchRequest
from searchapp.engine.model import minimum_should_match
from searchapp.engine.request import SORTS
from tests.making import make_passage, make_resource

QUESTIONS = [
    "",
    "crisis",
    '"crisis team"',
    "cri*",
    "-crisis",
    "topic:x",
    "year:2020..",
    "title:a",
    "a OR b",
    "!!!",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_empty_library_answers(engine_for, text):
    engine = engine_for()

    found = engine.search(SearchRequest(text, topics=("x",)))

    assert found.total == 0
    assert [value.count for value in found.facets.topic] == [0]
    assert engine.resource("a", text) is None
    assert engine.ranked(text, 10) == []
    assert engine.topics() == ()


@pytest.mark.parametrize("sort", SORTS)
def test_a_resource_with_nothing_but_an_id_is_listed(engine_for, sort):
    engine = engine_for(make_resource("a/b c?"))

    found = engine.search(SearchRequest(sort=sort))

    assert [(hit.id, hit.title, hit.snippet_html, hit.passages) for hit in found.hits] == [
        ("a/b c?", "a/b c?", "", ())
    ]
    assert engine.resource("a/b c?").passage_count == 0
    assert (engine.text("a/b c?").parts, engine.text("a/b c?").passages) == (0, ())


def test_a_title_that_is_only_shown_is_not_searched_twice(engine_for):
    engine = engine_for(make_resource("a", text="crisis team"))

    assert engine.search(SearchRequest("title:crisis")).total == 0


def test_a_document_without_text_is_listed_and_says_so(engine_for):
    scan = Document(
        id="d1", title="Scan", source="sample", address="guides/scan.pdf", format="pdf", bytes=9, pages=2
    )
    engine = engine_for(make_resource("a", title="Crisis guide", text="own words", documents=(scan,)))

    (hit,) = engine.search(SearchRequest("crisis")).hits

    assert [(document.name, document.has_text) for document in hit.documents] == [("scan.pdf", False)]
    assert engine.file("d1").address == "guides/scan.pdf"
    assert engine.file("a-text") is None
    assert engine.file("") is None


def test_a_passage_says_which_document_holds_it(engine_for):
    first = Document(id="d1", title="One", format="pdf", passages=(make_passage("crisis one"),))
    second = Document(id="d2", title="Two", format="pdf", passages=(make_passage("crisis two"),))
    engine = engine_for(make_resource("a", text="own crisis", documents=(first, second)))

    view, text = engine.resource("a", "crisis"), engine.text("a")

    assert [(passage.ordinal, passage.document and passage.document.title) for passage in text.passages] == [
        (0, None), (1, "One"), (2, "Two"),
    ]  # fmt: skip
    assert [document.title for document in view.documents] == ["One", "Two"]
    assert (view.hit.document_count, view.passage_count) == (2, 3)


def test_a_snippet_is_the_best_passage_else_the_summary_else_the_beginning(engine_for):
    engine = engine_for(
        make_resource("a", title="Crisis", summary="In short.", text="All of it."),
        make_resource("b", title="Crisis", text="The beginning."),
        make_resource("c", title="Other", summary="In short.", text="Some crisis."),
    )

    snippets = {hit.id: hit.snippet_html for hit in engine.search(SearchRequest("crisis")).hits}

    assert snippets == {"a": "In short.", "b": "The beginning.", "c": "Some <mark>crisis</mark>."}


def test_text_of_a_scan_with_controls_and_surrogates_is_found_again(engine_for):
    engine = engine_for(make_resource("a", title="A\x00B", text="crisis\x00team\x1fx \ufffd"))

    assert engine.search(SearchRequest("team")).total == 1


@pytest.mark.parametrize(
    ("words", "needed"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 3), (20, 3), (256, 3)]
)
def test_most_of_the_words(words, needed):
    assert minimum_should_match(words, RankingConfig()) == needed


def test_a_long_phrase_is_cut_and_still_finds_its_beginning(engine_for):
    text = " ".join(f"w{number}" for number in range(300))
    engine = engine_for(make_resource("a", text=text))

    found = engine.search(SearchRequest(f'"{text}"'))

    assert found.total == 1
    assert "256 words" in found.relaxed


def test_a_word_of_two_thousand_parts_is_looked_for_within_bounds(engine_for):
    # Not timed: looked for in every spelling of all its parts, it would not end.
    engine = engine_for(make_resource("a", text="de-de de dede " * 50))

    assert engine.search(SearchRequest("-".join(["de"] * 1300))).relaxed


def test_relaxing_is_told_with_what_was_cut(engine_for):
    engine = engine_for(
        *(make_resource(word, text=f"{word} z") for word in ("alpha", "beta", "gamma", "delta")),
        make_resource("all", text="z"),
    )

    relaxed = engine.search(SearchRequest("alpha beta gamma delta " + "z " * 3000)).relaxed

    assert "No resource has most of these 5 words" in relaxed
    assert "4,000 characters" in relaxed
