"""Words typed side by side count for more where they occur side by side."""

from math import log

import pytest

from searchapp.engine import SearchRequest
from searchapp.engine.model import PROXIMITY_WEIGHT
from tests.making import make_passage, make_resource


def ids(engine, text):
    return [hit.id for hit in engine.search(SearchRequest(text)).hits]


@pytest.fixture
def engine(engine_for):
    return engine_for(
        make_resource("a", text="The crisis came before any team had been formed."),
        make_resource("b", text="Before any had been formed the crisis team came."),
    )


def test_what_has_them_side_by_side_comes_first(engine):
    assert ids(engine, "crisis team") == ["b", "a"]


def test_only_the_order_in_which_they_were_typed_counts(engine):
    assert ids(engine, "team crisis") == ["a", "b"]
    assert engine.explain("b", "team crisis").proximity == 0


def test_it_adds_a_share_of_what_the_more_common_word_adds(engine_for):
    engine = engine_for(
        make_resource("a", title="crises teams"),
        make_resource("b", title="teams two"),
        make_resource("c", title="one two"),
    )

    told = engine.explain("a", "crisis team")

    smaller_idf = log(1 + 1.5 / 2.5)
    assert told.proximity == pytest.approx(PROXIMITY_WEIGHT * smaller_idf * 3 / (3 + 2))
    others = sum(part.adds for part in told.concepts) + told.named
    assert told.score == pytest.approx(others + told.proximity, rel=1e-5)


def test_words_on_both_sides_of_a_border_are_not_side_by_side(engine_for):
    engine = engine_for(
        make_resource("a", title="A crisis", topics=("Team", "Crisis"), passages=(
            make_passage("It is a crisis", "Team"), make_passage("team of two", "Crisis"),
        )),
        make_resource("b", text="nothing"),
    )  # fmt: skip

    assert engine.explain("a", "crisis team").proximity == 0


def test_words_on_both_sides_of_a_page_break_are(engine_for):
    pages = (make_passage("It is a crisis", "One", page=1), make_passage("team of two", "One", page=2))
    engine = engine_for(make_resource("a", passages=pages), make_resource("b", text="nothing"))

    assert engine.explain("a", "crisis team").proximity > 0


def test_a_sentence_is_not_read_for_names(engine_for):
    engine = engine_for(*(make_resource(name, text="alpha beta gamma delta epsilon zeta") for name in "ab"))

    assert engine.explain("a", "alpha beta gamma delta epsilon").proximity > 0
    assert engine.explain("a", "alpha beta gamma delta epsilon zeta").proximity == 0


def test_filters_do_not_change_it(engine_for):
    engine = engine_for(
        make_resource("a", text="The crisis came before any team.", types=("Report",)),
        make_resource("b", text="Before any came the crisis team.", types=("Video",)),
    )

    everything = {hit.id: hit.score for hit in engine.search(SearchRequest("crisis team")).hits}
    narrowed = engine.search(SearchRequest("crisis team", types=("Video",))).hits

    assert [(hit.id, hit.score) for hit in narrowed] == [("b", everything["b"])]


def test_only_the_first_answers_are_looked_at(engine_for):
    better = [make_resource(f"a{number:02}", title="team crisis") for number in range(20)]
    engine = engine_for(
        *better,
        make_resource("b", text="the crisis team"),
        make_resource("c", text="one"),
        make_resource("d", text="two"),
    )

    assert engine.explain("b", "crisis team").proximity == 0
    assert ids(engine, "crisis team")[0] == "a00"
