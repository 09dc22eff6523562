"""A hyphen joins words that should be side by side, and requires no phrase."""

import pytest

from searchapp.engine import SearchRequest
from tests.making import make_resource


@pytest.fixture
def engine(engine_for):
    return engine_for(
        make_resource("apart", text="A treaty of Kyrgyzstan, signed by the United Nations."),
        make_resource("one", text="A treaty of Kyrgyzstan with its neighbours."),
        make_resource("beside", text="A follow-up of treaties, by co-responders."),
        make_resource("follow", text="Follow the treaty, and write it up; all respond."),
    )


def found(engine, text):
    return [hit.id for hit in engine.search(SearchRequest(text)).hits]


def test_words_that_no_text_has_side_by_side_are_found_apart(engine):
    assert found(engine, "Kyrgyzstan-United") == ["apart", "one"]
    assert found(engine, "treaty Kyrgyzstan-United") == ["apart", "one"]
    assert "<mark>Kyrgyzstan</mark>, signed by the <mark>United</mark>" in (
        engine.search(SearchRequest("Kyrgyzstan-United")).hits[0].snippet_html
    )


def test_where_texts_have_them_side_by_side_only_these_are_found(engine):
    assert found(engine, "follow-up") == ["beside"]


def test_what_is_quoted_required_or_excluded_stays_a_phrase(engine):
    assert found(engine, '"Kyrgyzstan-United"') == []
    assert found(engine, "title:Kyrgyzstan-United") == []
    assert found(engine, "treaty -Kyrgyzstan-United") == ["one", "apart", "follow", "beside"]


def test_a_word_typed_twice_is_asked_for_once(engine):
    results = engine.search(SearchRequest("Kyrgyzstan-United Kyrgyzstan"))

    assert [hit.id for hit in results.hits] == ["apart", "one"]
