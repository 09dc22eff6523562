"""What any engine must do where a search finds little or nothing."""

import pytest

from searchapp.engine import SearchRequest
from searchapp.engine.request import Filters
from tests.contract.reading import FORCE, STOPS
from tests.making import make_resource

LIBRARY = (
    make_resource("a", title="Crisis teams", text="A mobile crisis team", topics=(FORCE,), types=("Video",), year=2019),
    make_resource("b", title="Teams", text="A team in a crisis", topics=(STOPS,), types=("Report",), year=2020),
    make_resource("c", title="Other", text="Nothing of it", topics=(STOPS,), types=("Video",)),
    *(make_resource(f"d{number}", text="many crisis teams", topics=(STOPS,), year=2021) for number in range(3)),
)  # fmt: skip


class RescueContract:
    @pytest.mark.parametrize(
        ("typed", "unknown"),
        [
            ("zeppelin", ("zeppelin",)),
            ("zeppelin -crisis", ("zeppelin",)),
            ('"crisis zeppelin" mobile', ("crisis zeppelin",)),
            ("zeppelin OR dirigible", ("zeppelin or dirigible",)),
            ("crisis", ()),
        ],
    )
    def test_words_that_no_resource_has_are_named(self, engine_for, typed, unknown):
        found = engine_for(*LIBRARY).search(SearchRequest(typed))

        assert (found.rescue.unknown if found.rescue else ()) == unknown

    def test_filters_are_named_that_leave_little_with_what_is_found_without_them(self, engine_for):
        engine = engine_for(*LIBRARY)

        found = engine.search(
            SearchRequest("crisis", topics=(STOPS,), types=("Video",), year_from=2019, year_to=2019)
        )

        assert found.total == 0
        assert found.rescue.unfiltered == ((("topic",), 1), (("topic", "type", "year"), 5))
        (only,) = engine.search(SearchRequest("crisis", types=("Report",))).rescue.unfiltered
        assert only == (("type",), 5)

    def test_nothing_outside_the_scope_is_promised(self, engine_for):
        engine = engine_for(*LIBRARY)

        found = engine.search(SearchRequest("mobile", types=("Report",), scope=Filters(topics=(STOPS,))))

        assert (found.total, found.rescue) == (0, None)

    @pytest.mark.parametrize(
        ("typed", "looser"),
        [
            ('"crisis a team"', ("crisis a team",)),
            ("title:mobile", ("mobile",)),
            ("crisis year:1999", ("crisis",)),
            ('crisis -many -topic:"stops"', ('crisis -topic:"stops"', "crisis -many", "crisis")),
            (
                '"team crisis" title:mobile',
                ('"team crisis" mobile', "team crisis title:mobile", "team crisis mobile"),
            ),
        ],
    )
    def test_texts_that_ask_for_less_are_offered_with_what_they_find(self, engine_for, typed, looser):
        engine = engine_for(*LIBRARY)

        found = engine.search(SearchRequest(typed))

        offered = found.rescue.relaxed
        assert {other.text for other in offered} <= set(looser)
        assert offered[-1].text == looser[-1]
        for text, total in offered:
            assert found.total < total == engine.search(SearchRequest(text, exact=True)).total

    def test_a_correction_that_is_offered_is_there_with_what_it_finds(self, engine_for):
        found = engine_for(*LIBRARY).search(SearchRequest("crisus", exact=True))

        assert found.rescue.corrected == ("crisis", 5)
        assert found.rescue.unknown == ("crisus",)

    @pytest.mark.parametrize("typed", ["crisis team", "", "teams -zeppelin", '"crisis team"'])
    def test_a_search_that_finds_enough_needs_no_rescue(self, engine_for, typed):
        found = engine_for(*LIBRARY).search(SearchRequest(typed))

        assert found.total > 2
        assert found.rescue is None
