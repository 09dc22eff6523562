"""What any engine must do about words."""

import pytest

from searchapp.engine import SearchRequest
from tests.contract.reading import FORCE, STOPS, ids
from tests.making import make_resource


class WordsContract:
    @pytest.mark.parametrize(
        "typed", ["policías", "policia", "POLICÍA", '"la policia"', "title:policías", "polic*"]
    )
    def test_spanish_texts_are_found_as_spanish_in_an_english_library(self, engine_for, typed):
        engine = engine_for(
            make_resource("a", title="La policía local", language="es"),
            make_resource("b", title="Another thing"),
        )

        (hit,) = engine.search(SearchRequest(typed)).hits

        assert hit.id == "a"
        assert "policía</mark>" in hit.title_html

    def test_words_of_one_language_are_not_those_of_another(self, engine_for):
        engine = engine_for(
            make_resource("en", text="It is not so."),
            make_resource("es", text="Una nota.", language="es"),
            make_resource("both", text="Not a note.", language="en"),
        )

        assert sorted(ids(engine.search(SearchRequest("notes")))) == [
            "both",
            "es",
        ]  # never "en", for its "not"
        assert ids(engine.search(SearchRequest("notas"))) == ["es"]

    def test_what_both_languages_write_alike_is_found_in_both(self, engine_for):
        engine = engine_for(
            make_resource("en", text="NIJ 2019 radar"),
            make_resource("es", text="NIJ 2019 radar", language="es"),
        )

        for typed in ("NIJ", "2019", "radar", '"NIJ 2019"', "nij radar"):
            assert sorted(ids(engine.search(SearchRequest(typed)))) == ["en", "es"]
        assert ids(engine.search(SearchRequest("-radar"))) == []

    def test_common_words_of_a_spanish_query_do_not_count(self, engine_for):
        engine = engine_for(
            make_resource("a", text="Uso y abuso de la fuerza.", language="es"),
            make_resource("b", text="De la nada, de la noche, de la casa.", language="es"),
            make_resource("c", text="Los Angeles, LA"),
        )

        assert ids(engine.search(SearchRequest("el uso de la fuerza"))) == ["a"]

    def test_words_side_by_side_count_for_more_in_each_language(self, engine_for):
        engine = engine_for(
            *(
                make_resource(f"en{n}", text=text)
                for n, text in enumerate(["crisis team here", "team here crisis"])
            ),
            *(
                make_resource(f"es{n}", text=text, language="es")
                for n, text in enumerate(["cámaras corporales aquí", "corporales aquí cámaras"])
            ),
        )

        assert ids(engine.search(SearchRequest("crisis team"))) == ["en0", "en1"]
        assert ids(engine.search(SearchRequest("camara corporal"))) == ["es0", "es1"]

    def test_a_topic_clause_reads_names_in_each_language(self, engine_for):
        engine = engine_for(
            make_resource("a", topics=("Policía comunitaria",), language="es"),
            make_resource("b", topics=("Other",)),
        )

        assert ids(engine.search(SearchRequest("topic:policias"))) == ["a"]

    @pytest.mark.parametrize(
        ("typed", "printed"),
        [
            ("training", "Officers were trained."),
            ("café", "A cafe."),
            ("cafe", "A café."),
            ("CIT", "the cit"),
            ("officer's family", "the officer’s family"),
            ("officers family", "the officer’s family"),
            ("dont", "don’t"),
            ("42 usc 1983", "under 42 U.S.C. § 1983 a person"),
            ("42 U.S.C. § 1983", "under 42 USC 1983 a person"),
            ("911", "9-1-1 calls"),
            ("9-1-1", "911 calls"),
            ("ambulance-based responses", "Ambulance-BasedResponses"),
            ("ambulance based responses", "Ambulance-BasedResponses"),
            ("compstat", "CompStat 360"),
            ("crises", "a crisis"),
            ("the", "the"),
        ],
    )
    def test_words_find_what_was_printed_otherwise(self, engine_for, typed, printed):
        engine = engine_for(make_resource("a", text=printed), make_resource("b", text="unlike anything"))

        assert ids(engine.search(SearchRequest(typed))) == ["a"]

    @pytest.mark.parametrize(
        "typed", ["de-escalation", "de escalation", "deescalation", "De‑Escalation", '"de escalation"']
    )
    @pytest.mark.parametrize("printed", ["de-escalation", "de escalation", "deescalation", "De‑Escalation"])
    def test_hyphens_make_no_difference(self, engine_for, typed, printed):
        engine = engine_for(
            make_resource("a", text=f"Then {printed} comes."), make_resource("b", text="escalation de")
        )

        assert "a" in ids(engine.search(SearchRequest(typed)))

    @pytest.mark.parametrize(
        ("exact", "other"),
        [
            ("training", "trained"),
            ("café", "cafe"),
            ("cafe", "café"),
            ("de-escalation", "deescalation"),
            ("deescalation", "de-escalation"),
        ],
    )
    def test_an_exact_form_ranks_above_a_folded_or_stemmed_one(self, engine_for, exact, other):
        engine = engine_for(
            make_resource("a", text=f"the {other} here"), make_resource("b", text=f"the {exact} here")
        )

        assert ids(engine.search(SearchRequest(exact))) == ["b", "a"]

    def test_words_of_another_meaning_stay_apart(self, engine_for):
        engine = engine_for(make_resource("a", text="the office"), make_resource("b", text="the officer"))

        assert ids(engine.search(SearchRequest("officers"))) == ["b"]

    def test_one_word_does_not_ask_for_two_that_begin_with_a_common_one(self, engine_for):
        engine = engine_for(
            make_resource("a", text="the rapist fled"), make_resource("b", text="a therapist came")
        )

        assert ids(engine.search(SearchRequest("therapist"))) == ["b"]
        assert ids(engine.search(SearchRequest("the rapist"))) == ["a"]

    def test_a_match_needs_most_of_the_words(self, engine_for):
        engine = engine_for(
            make_resource("one", text="alpha"),
            make_resource("two", text="alpha beta"),
            make_resource("three", text="alpha beta gamma"),
            make_resource("four", text="alpha beta gamma delta"),
        )

        assert set(ids(engine.search(SearchRequest("alpha beta")))) == {"two", "three", "four"}
        assert set(ids(engine.search(SearchRequest("alpha beta gamma")))) == {"two", "three", "four"}

    def test_a_long_query_takes_words_away_until_enough_is_found(self, engine_for):
        engine = engine_for(
            make_resource("one", text="alpha"),
            *(make_resource(f"delta {number}", text="delta") for number in range(150)),
            *(make_resource(f"three {number}", text="alpha beta gamma") for number in range(150)),
            *(make_resource(f"two {number}", text="alpha beta") for number in range(50)),
        )

        found = engine.search(SearchRequest("alpha beta gamma delta"))

        assert found.total == 200
        assert found.relaxed is None  # the first page has most of the words

    def test_words_that_no_resource_has_rule_nothing_out(self, engine_for):
        engine = engine_for(
            make_resource("one", text="alpha"),
            make_resource("two", text="alpha beta"),
            make_resource("none", text="omega"),
        )

        some = engine.search(SearchRequest("alpha xyzzy beta"))
        none = engine.search(SearchRequest("xyzzy quux"))

        assert ids(some) == ["two"]
        assert some.relaxed == "No resource has “xyzzy”."
        assert (none.total, none.relaxed) == (0, None)

    def test_words_that_say_most_are_enough(self, engine_for):
        engine = engine_for(
            make_resource("rare", text="delta"),
            make_resource("most", text="alpha beta gamma"),
            *(make_resource(f"common {number}", text="alpha beta gamma") for number in range(20)),
            *(make_resource(f"weak {number}", text="alpha") for number in range(5)),
        )

        found = engine.search(SearchRequest("delta alpha gamma", per_page=50))

        # Two of the three words, or the rare one alone; "alpha" alone says too little.
        assert found.total == 22
        assert ids(found)[0] == "rare"
        assert "weak 0" not in ids(found)

    def test_where_few_have_most_words_it_says_how_many(self, engine_for):
        resources = [make_resource("most", text="alpha beta gamma"), make_resource("some", text="alpha")]
        others = [make_resource("other", text="delta epsilon")]
        engine = engine_for(*resources, *others)

        one = engine.search(SearchRequest("alpha beta gamma delta"))
        none = engine.search(SearchRequest("beta epsilon"))

        assert one.relaxed == "Only one resource has most of these 4 words; the others have fewer."
        assert none.relaxed == "No resource has both words, so these have one of them."

    def test_a_short_query_takes_none_away_where_one_resource_has_most(self, engine_for):
        engine = engine_for(
            make_resource("both", text="alpha beta"), make_resource("one", text="alpha alpha alpha")
        )

        assert ids(engine.search(SearchRequest("alpha beta"))) == ["both"]

    def test_what_is_said_again_counts_for_more(self, engine_for):
        engine = engine_for(make_resource("a", text="alpha gamma"), make_resource("b", text="beta gamma"))

        assert ids(engine.search(SearchRequest("gamma alpha beta beta"))) == ["b", "a"]
        assert ids(engine.search(SearchRequest("gamma alpha alphas beta"))) == ["a", "b"]

    def test_common_words_do_not_count_unless_there_are_no_others(self, engine_for):
        engine = engine_for(
            make_resource("a", text="use of force"), make_resource("b", text="what is of the")
        )

        assert ids(engine.search(SearchRequest("what is the use of the force"))) == ["a"]
        assert ids(engine.search(SearchRequest("what is"))) == ["b"]

    def test_where_nothing_has_most_words_it_is_relaxed_and_says_so(self, engine_for):
        engine = engine_for(
            make_resource("a", text="alpha beta", topics=(FORCE,)), make_resource("b", text="delta")
        )

        found = engine.search(SearchRequest("alpha delta epsilon zeta"))
        filtered = engine.search(SearchRequest("alpha delta epsilon zeta", topics=(FORCE,)))

        assert set(ids(found)) == {"a", "b"}
        assert found.relaxed
        assert filtered.relaxed == found.relaxed
        assert ids(filtered) == ["a"]

    def test_a_filter_never_relaxes(self, engine_for):
        engine = engine_for(
            make_resource("a", text="alpha beta", topics=(FORCE,)),
            make_resource("b", text="alpha", topics=(STOPS,)),
        )

        found = engine.search(SearchRequest("alpha beta", topics=(STOPS,)))

        assert found.total == 0
        assert found.relaxed is None
