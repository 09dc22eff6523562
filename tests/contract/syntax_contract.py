"""What any engine must do about the query language."""

import pytest

from searchapp.engine import SearchRequest
from tests.contract.reading import FORCE, STOPS, counts, ids
from tests.making import make_passage, make_resource


class SyntaxContract:
    def test_a_phrase_is_its_words_in_order(self, engine_for):
        engine = engine_for(
            make_resource("a", text="the use of force policy"),
            make_resource("b", text="force of use"),
            make_resource("c", text="used forces"),
        )

        assert ids(engine.search(SearchRequest('"use of force"'))) == ["a"]
        assert ids(engine.search(SearchRequest("“uses of force”"))) == ["a"]

    def test_a_phrase_does_not_reach_over_headings_or_documents(self, engine_for):
        engine = engine_for(
            make_resource(
                "a", passages=(make_passage("ends with mobile", "One"), make_passage("crisis begins", "Two"))
            )
        )

        assert engine.search(SearchRequest('"mobile crisis"')).total == 0

    def test_a_phrase_reaches_over_a_page_break(self, engine_for):
        engine = engine_for(
            make_resource(
                "a",
                passages=(
                    make_passage("ends with mobile", "One", page=1),
                    make_passage("crisis begins", "One", page=2),
                ),
            )
        )

        assert ids(engine.search(SearchRequest('"mobile crisis"'))) == ["a"]

    def test_minus_excludes(self, engine_for):
        engine = engine_for(
            make_resource("a", text="crisis team"),
            make_resource("b", text="crisis teams ride along"),
            make_resource("c", text="crisis"),
        )

        assert ids(engine.search(SearchRequest("crisis -team"))) == ["c"]
        assert set(ids(engine.search(SearchRequest('crisis -"ride along"')))) == {"a", "c"}
        assert ids(engine.search(SearchRequest("-team"))) == ["c"]

    def test_a_prefix_finds_words_that_begin_with_it(self, engine_for):
        engine = engine_for(
            make_resource("a", text="policing"),
            make_resource("b", text="Policy"),
            make_resource("c", title="Police"),
            make_resource("d", text="trained"),
        )

        assert sorted(ids(engine.search(SearchRequest("polic*")))) == ["a", "b", "c"]
        assert ids(engine.search(SearchRequest("title:polic*"))) == ["c"]
        assert ids(engine.search(SearchRequest("trainin*"))) == []

    def test_title_looks_in_the_title_alone(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Resilience"),
            make_resource("b", title="Other", text="resilience"),
            make_resource("c", title="The use of force"),
        )

        assert ids(engine.search(SearchRequest("title:resilience"))) == ["a"]
        assert ids(engine.search(SearchRequest('title:"use of force"'))) == ["c"]

    def test_topic_and_year_in_the_text_restrict_and_add_no_score(self, engine_for):
        engine = engine_for(
            make_resource("a", text="tax", topics=(FORCE,), year=2020),
            make_resource("b", text="tax", topics=(STOPS,), year=2021),
            make_resource("c", text="tax"),
        )

        plain = {hit.id: hit.score for hit in engine.search(SearchRequest("tax")).hits}
        by_topic = engine.search(SearchRequest('tax topic:"use of force"'))
        by_year = engine.search(SearchRequest("tax year:2020..2022"))

        assert ids(by_topic) == ["a"]
        assert counts(by_topic.facets.topic) == {FORCE: 1}
        assert sorted(ids(by_year)) == ["a", "b"]
        assert all(hit.score == plain[hit.id] for hit in (*by_topic.hits, *by_year.hits))
        assert ids(engine.search(SearchRequest("tax year:2021"))) == ["b"]
        assert sorted(ids(engine.search(SearchRequest(f'topic:"{STOPS}" OR year:2020')))) == ["a", "b"]

    def test_or_makes_one_required_word_of_two(self, engine_for):
        engine = engine_for(
            make_resource("a", text="stops alpha"),
            make_resource("b", text="searches alpha"),
            make_resource("c", text="alpha"),
        )

        assert sorted(ids(engine.search(SearchRequest("stops OR searches")))) == ["a", "b"]
        assert sorted(ids(engine.search(SearchRequest("alpha stops OR searches")))) == ["a", "b"]

    def test_text_without_a_searchable_word_finds_nothing_and_says_so(self, engine_for):
        engine = engine_for(make_resource("a", text="word"))

        found = engine.search(SearchRequest("🚓 ((( ***"))

        assert found.total == 0
        assert found.relaxed

    @pytest.mark.parametrize("text", ["", "   ", "\t\n"])
    def test_blank_text_is_no_query(self, engine_for, text):
        engine = engine_for(make_resource("a"), make_resource("b"))

        found = engine.search(SearchRequest(text))

        assert found.total == 2
        assert all(hit.score is None and hit.passages == () for hit in found.hits)

    @pytest.mark.parametrize(
        "text",
        ['"', "((", "a AND", "title:", "*", "?", "\x00", "\ud800", "é" * 5000, "-", "OR", "OR OR", "a OR", "year:..", "year:99999", "topic:",
         "-topic:x", "a:b:c", "[x TO", "~~~^^^", "title:*", '-"', "word " * 500, "-a " * 300, "((((" * 2000, "ﷺ" * 300, "İ" * 90],
    )  # fmt: skip
    def test_any_text_is_a_query(self, engine_for, text):
        engine = engine_for(make_resource("a", text="word"))

        assert engine.search(SearchRequest(text)).total >= 0

    def test_long_text_is_cut_and_says_so(self, engine_for):
        engine = engine_for(make_resource("a", text="word"))

        assert "4,000" in (engine.search(SearchRequest("word " * 900)).relaxed or "")
        assert "256" in (engine.search(SearchRequest("word " * 300)).relaxed or "")
        assert engine.search(SearchRequest("word " * 256)).relaxed is None
