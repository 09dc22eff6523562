"""What any engine must do about misspelt and shortened words."""

import pytest

from searchapp.engine import SearchRequest
from searchapp.engine.request import Filters
from tests.contract.reading import FORCE, STOPS, ids
from tests.making import make_resource

REPLICATION = make_resource("r", text="Management of replication", topics=(FORCE,))
MANAGEMENT = make_resource("m", text="Management of staff", topics=(STOPS,))


class SpellingContract:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("replicaton", "replication"),
            ("REPLICATION replicaton", "REPLICATION replication"),
            ("title:staf OR replicatoin", "title:staf OR replication"),
            ('"of  replcation"', '"of  replication"'),
            ("replicationn -topic:video", "replication -topic:video"),
            ("replic*  mangement", "replic*  management"),
        ],
    )
    def test_a_text_that_finds_nothing_is_searched_for_in_the_spelling_that_finds_something(
        self, engine_for, typed, meant
    ):
        engine = engine_for(REPLICATION)

        found = engine.search(SearchRequest(typed))

        assert (found.searched_for, found.did_you_mean) in ((meant, None), (typed, meant))
        assert ids(found) == ["r"]

    def test_what_was_corrected_is_answered_as_if_it_had_been_typed(self, engine_for):
        engine = engine_for(REPLICATION, MANAGEMENT)

        found = engine.search(SearchRequest("replicaton"))

        assert found == engine.search(SearchRequest("replication"))
        assert "<mark>replication</mark>" in found.hits[0].passages[0].html

    def test_a_misspelt_word_among_others_is_offered_and_never_replaced(self, engine_for):
        engine = engine_for(REPLICATION, MANAGEMENT)

        found = engine.search(SearchRequest("management of replicaton"))

        assert (found.searched_for, found.did_you_mean) == (
            "management of replicaton",
            "management of replication",
        )
        assert sorted(ids(found)) == ["m", "r"]

    def test_exact_searches_for_what_was_typed_and_still_offers_the_other(self, engine_for):
        engine = engine_for(REPLICATION)

        found = engine.search(SearchRequest("replicaton", exact=True))

        assert (found.total, found.searched_for, found.did_you_mean) == (0, "replicaton", "replication")

    @pytest.mark.parametrize("typed", ["REPLICATON", "replicaton1", "rep", "-replicaton staff", "xylophone"])
    def test_names_in_capitals_numbers_and_short_words_are_left_alone(self, engine_for, typed):
        engine = engine_for(REPLICATION, make_resource("n", text="red replicates1"))

        found = engine.search(SearchRequest(typed))

        assert (found.searched_for, found.did_you_mean) == (typed, None)

    def test_nothing_is_offered_that_the_filters_leave_out(self, engine_for):
        engine = engine_for(REPLICATION, MANAGEMENT)

        for request in (
            SearchRequest("replicaton", topics=(STOPS,)),
            SearchRequest("replicaton", scope=Filters(topics=(STOPS,))),
            SearchRequest("replicaton topic:stops"),
        ):
            found = engine.search(request)
            assert (found.total, found.searched_for, found.did_you_mean) == (0, request.text, None)

    def test_a_right_word_that_is_not_found_with_the_filters_is_not_replaced(self, engine_for):
        engine = engine_for(REPLICATION, make_resource("a", text="replications", topics=(STOPS,)))

        found = engine.search(SearchRequest("staff", topics=(FORCE,)))

        assert (found.total, found.did_you_mean) == (0, None)

    def test_a_shortened_word_stands_for_the_one_that_many_more_print(self, engine_for):
        many = [make_resource(f"p{number}", text="PostgreSQL server") for number in range(40)]
        engine = engine_for(*many, make_resource("u", text="the user postgres"))

        found = engine.search(SearchRequest("postgres"))

        assert (ids(found), found.did_you_mean) == (["u"], "postgresql")

    def test_a_typo_that_some_texts_have_too_is_helped_where_far_more_have_the_word(self, engine_for):
        many = [make_resource(f"p{number}", text="it provides") for number in range(200)]
        typos = [make_resource("s", text="it provices"), make_resource("n", title="Proviles")]
        engine = engine_for(*many, *typos)

        assert engine.search(SearchRequest("provices")).did_you_mean == "provides"
        assert engine.search(SearchRequest("proviles")).did_you_mean is None  # a name: a title has it

    def test_words_are_offered_with_their_accents_and_hyphens(self, engine_for):
        engine = engine_for(
            make_resource("a", text="La protección civil", language="es"),
            make_resource("b", text="A co-responder came"),
        )

        assert engine.search(SearchRequest("protecion")).searched_for == "protección"
        assert engine.search(SearchRequest("coresponderr")).searched_for == "co-responder"
        assert engine.search(SearchRequest("co-respondr")).searched_for == "co-responder"
