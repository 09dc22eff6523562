"""What any engine must do about the scope of a request: the fixed filter of a topic's page."""

from dataclasses import replace

from searchapp.engine import SearchRequest
from searchapp.engine.request import Filters
from tests.contract.reading import FORCE, STOPS, counts, ids
from tests.making import make_resource

IN_FORCE = Filters(topics=(FORCE,))


class ScopeContract:
    def test_nothing_outside_the_scope_is_found_or_counted(self, engine_for):
        engine = engine_for(
            make_resource("a", topics=(FORCE, STOPS), types=("Video",), year=2020),
            make_resource("b", topics=(FORCE,), types=("Report",)),
            make_resource("c", topics=(STOPS,), types=("Video",), year=2021),
        )

        found = engine.search(SearchRequest(scope=IN_FORCE, types=("Video",)))

        assert ids(found) == ["a"]
        assert found.total == 1
        assert counts(found.facets.type) == {"Video": 1, "Report": 1}
        assert counts(found.facets.year) == {2020: 1}

    def test_the_value_that_every_result_has_is_no_choice(self, engine_for):
        engine = engine_for(
            make_resource("a", topics=(FORCE, STOPS), types=("Video", "Report"), year=2020),
            make_resource("b", topics=(FORCE,), types=("Video",), year=2020),
        )

        facets = engine.search(
            SearchRequest(scope=Filters(topics=(FORCE,), types=("Video",), years=(2020,)))
        ).facets

        assert counts(facets.topic) == {STOPS: 1}
        assert counts(facets.type) == {"Report": 1}
        assert facets.year == ()

    def test_several_values_of_a_scope_are_choices(self, engine_for):
        engine = engine_for(
            make_resource("a", topics=(FORCE,)), make_resource("b", topics=(STOPS,)), make_resource("c")
        )

        found = engine.search(SearchRequest(scope=Filters(topics=(FORCE, STOPS))))

        assert sorted(ids(found)) == ["a", "b"]
        assert counts(found.facets.topic) == {FORCE: 1, STOPS: 1}

    def test_filters_of_the_same_facet_narrow_it(self, engine_for):
        engine = engine_for(
            make_resource("a", topics=(FORCE, STOPS)),
            make_resource("b", topics=(FORCE,)),
            make_resource("c", topics=(STOPS,)),
        )

        assert ids(engine.search(SearchRequest(scope=IN_FORCE, topics=(STOPS,)))) == ["a"]

    def test_it_finds_and_ranks_as_a_clause_in_the_text_does(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Tax reform", topics=(FORCE,)),
            make_resource("b", text="reform of a tax on vans and radios", topics=(FORCE,), year=2019),
            make_resource("c", text="tax tax tax reform of vans", topics=(STOPS,)),
            make_resource("d", text="tax", topics=(FORCE, STOPS), year=2021),
        )

        for text in ("tax reform", "tax reform vans radios", '"tax reform" -radios', "-tax", ""):
            scoped = engine.search(SearchRequest(text, scope=IN_FORCE))
            by_clause = engine.search(SearchRequest(f'topic:"{FORCE}" {text}'))
            assert (scoped.hits, scoped.relaxed) == (by_clause.hits, by_clause.relaxed), text

    def test_the_text_is_left_as_it_was_typed(self, engine_for):
        engine = engine_for(make_resource("a", text="or tax", topics=(FORCE,)))

        found = engine.search(SearchRequest("OR tax", scope=IN_FORCE))

        assert found.searched_for == "OR tax"
        assert ids(found) == ["a"]

    def test_a_text_without_a_word_finds_nothing_in_a_scope_either(self, engine_for):
        engine = engine_for(make_resource("a", topics=(FORCE,)))

        found = engine.search(SearchRequest("?!", scope=IN_FORCE))

        assert (found.total, found.relaxed is None) == (0, False)

    def test_a_name_may_hold_any_character_and_is_matched_exactly(self, engine_for):
        name = 'The "Use" of Force: 100 %'
        engine = engine_for(make_resource("a", topics=(name,)), make_resource("b", topics=(name.lower(),)))

        assert ids(engine.search(SearchRequest(scope=Filters(topics=(name,))))) == ["a"]

    def test_an_unknown_value_leaves_nothing(self, engine_for):
        engine = engine_for(make_resource("a", text="tax", topics=(FORCE,)))
        request = SearchRequest(scope=Filters(topics=("Unknown",)))

        assert engine.search(request).total == 0
        assert engine.search(replace(request, text="tax")).total == 0
