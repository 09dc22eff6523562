"""What any engine must do about filters and facets."""

from searchapp.engine import SearchRequest
from tests.contract.reading import FORCE, STOPS, counts, ids
from tests.making import make_passage, make_resource


class FiltersContract:
    def test_filters_are_or_inside_a_facet_and_and_across(self, engine_for):
        engine = engine_for(
            make_resource("a", topics=(STOPS,), types=("Video",)),
            make_resource("b", topics=(FORCE,), types=("Video",)),
            make_resource("c", topics=(FORCE,), types=("Report",)),
            make_resource("d", topics=("Wellness",), types=("Video",)),
        )

        found = engine.search(SearchRequest(topics=(STOPS, FORCE), types=("Video",)))

        assert sorted(ids(found)) == ["a", "b"]
        assert found.total == 2

    def test_counts_leave_out_the_facets_own_filter(self, engine_for):
        engine = engine_for(
            make_resource("a", topics=(STOPS,), types=("Video",), year=2020),
            make_resource("b", topics=(FORCE,), types=("Video",), year=2021),
            make_resource("c", topics=(FORCE,), types=("Report",), year=2021),
        )

        facets = engine.search(SearchRequest(topics=(STOPS,), types=("Video",))).facets

        assert counts(facets.topic) == {STOPS: 1, FORCE: 1}
        assert counts(facets.type) == {"Video": 1}
        assert counts(facets.year) == {2020: 1}

    def test_counts_count_resources_and_not_passages(self, engine_for):
        passages = tuple(make_passage(f"force number {n}", f"Heading {n}") for n in range(5))
        engine = engine_for(make_resource("a", passages=passages, topics=(FORCE,)))

        found = engine.search(SearchRequest("force"))

        assert found.total == 1
        assert counts(found.facets.topic) == {FORCE: 1}

    def test_the_count_of_a_value_is_what_choosing_it_leaves(self, engine_for):
        engine = engine_for(
            make_resource("a", text="crisis", topics=(STOPS, FORCE), types=("Video",), year=2020),
            make_resource("b", text="crisis", topics=(FORCE,), types=("Report",), year=2020),
            make_resource("c", text="crisis", topics=("Wellness",), types=("Video",)),
        )

        for value in engine.search(SearchRequest("crisis", types=("Video",))).facets.topic:
            assert (
                engine.search(SearchRequest("crisis", types=("Video",), topics=(value.value,))).total
                == value.count
            )

    def test_a_topic_name_with_commas_stays_whole(self, engine_for):
        engine = engine_for(make_resource("a", topics=(STOPS,)))

        assert counts(engine.search(SearchRequest()).facets.topic) == {STOPS: 1}

    def test_a_chosen_value_stays_listed_at_zero(self, engine_for):
        engine = engine_for(
            make_resource("a", text="crisis", topics=(FORCE,)), make_resource("b", topics=(STOPS,))
        )

        facets = engine.search(
            SearchRequest("crisis", topics=(STOPS,), types=("Nothing",), years=(1999,))
        ).facets

        assert counts(facets.topic)[STOPS] == 0
        assert counts(facets.type) == {"Nothing": 0}
        assert counts(facets.year) == {1999: 0}
        assert facets.topic[0].selected

    def test_an_unknown_value_is_a_filter_that_finds_nothing(self, engine_for):
        engine = engine_for(make_resource("a", topics=(FORCE,)))

        assert engine.search(SearchRequest(topics=("use of force",))).total == 0

    def test_values_stand_selected_first_then_by_count_then_by_name(self, engine_for):
        engine = engine_for(
            make_resource("a", topics=("B", "C")),
            make_resource("b", topics=("C", "A")),
            make_resource("c", topics=("D",)),
        )

        topics = engine.search(SearchRequest(topics=("D", "B", "C"))).facets.topic

        assert [value.value for value in topics] == ["C", "B", "D", "A"]

    def test_years_stand_newest_first_as_integers(self, engine_for):
        engine = engine_for(make_resource("a", year=1999), make_resource("b", year=2021), make_resource("c"))

        years = engine.search(SearchRequest(years=(1999,))).facets.year

        assert [value.value for value in years] == [2021, 1999]

    def test_a_year_range_joins_chosen_years_by_or(self, engine_for):
        engine = engine_for(
            *(make_resource(f"y{year}", year=year) for year in range(2010, 2020)), make_resource("none")
        )

        found = engine.search(SearchRequest(years=(2010,), year_from=2017, year_to=2018))
        open_ended = engine.search(SearchRequest(year_from=2018))

        assert sorted(ids(found)) == ["y2010", "y2017", "y2018"]
        assert sorted(ids(open_ended)) == ["y2018", "y2019"]

    def test_filters_never_change_scores_or_order(self, engine_for):
        engine = engine_for(
            make_resource("a", text="tax tax", topics=(FORCE, STOPS)),
            make_resource("b", text="tax", topics=(FORCE,)),
            make_resource("c", text="tax and other words", topics=(STOPS,)),
        )

        everything = engine.search(SearchRequest("tax"))
        narrowed = engine.search(SearchRequest("tax", topics=(STOPS,)))

        assert [hit for hit in everything.hits if STOPS in hit.topics] == list(narrowed.hits)
