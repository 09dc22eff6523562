"""What any engine must do: every promise of DESIGN.md 8, once. Subclass it and give an `engine_for` fixture."""

import re
from html import unescape

import pytest

from indexer.config import RankingConfig
from indexer.resource import Topic
from searchapp.engine import SearchRequest
from tests.making import make_passage, make_resource

STOPS = "Stops, Searches, and Arrests"
FORCE = "Use of Force"


def ids(results):
    return [hit.id for hit in results.hits]


def counts(values):
    return {value.value: value.count for value in values}


class EngineContract:
    # Filters and facets

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

    # Words

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

    def test_a_long_question_takes_words_away_until_enough_is_found(self, engine_for):
        engine = engine_for(
            make_resource("one", text="alpha"),
            make_resource("none", text="omega"),
            *(make_resource(f"three {number}", text="alpha beta gamma") for number in range(150)),
            *(make_resource(f"two {number}", text="alpha beta") for number in range(50)),
        )

        enough = engine.search(SearchRequest("alpha beta gamma delta"))
        few = engine.search(SearchRequest("beta gamma delta epsilon"))

        assert (enough.total, few.total) == (200, 200)
        assert enough.relaxed == "Few resources have most of these 4 words, so results need only 2 of them."
        assert few.relaxed == "Nothing has most of these 4 words, so results need only one of them."

    def test_a_short_question_takes_none_away_where_one_resource_has_most(self, engine_for):
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

    # Syntax

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
    def test_any_text_is_a_question(self, engine_for, text):
        engine = engine_for(make_resource("a", text="word"))

        assert engine.search(SearchRequest(text)).total >= 0

    def test_long_text_is_cut_and_says_so(self, engine_for):
        engine = engine_for(make_resource("a", text="word"))

        assert "4,000" in (engine.search(SearchRequest("word " * 900)).relaxed or "")
        assert "256" in (engine.search(SearchRequest("word " * 300)).relaxed or "")
        assert engine.search(SearchRequest("word " * 256)).relaxed is None

    # Order and pages

    def test_without_a_query_newest_first_and_undated_last(self, engine_for):
        engine = engine_for(
            make_resource("a"),
            make_resource("b", year=2012),
            make_resource("c", year=2021),
            make_resource("d", year=2021),
        )

        assert ids(engine.search(SearchRequest())) == ["c", "d", "b", "a"]

    def test_sorts(self, engine_for):
        engine = engine_for(
            make_resource("a", title="“Zebra”", text="word", year=2020),
            make_resource("b", title="Étude", text="word word", year=2010),
            make_resource("c", title="apple", text="word"),
        )

        assert ids(engine.search(SearchRequest("word", sort="newest"))) == ["a", "b", "c"]
        assert ids(engine.search(SearchRequest("word", sort="oldest"))) == ["b", "a", "c"]
        assert ids(engine.search(SearchRequest("word", sort="title"))) == ["c", "b", "a"]

    def test_ties_are_broken_by_id_so_that_pages_never_overlap(self, engine_for):
        engine = engine_for(*(make_resource(f"r{n:02}", text="same words") for n in range(25)))

        pages = [ids(engine.search(SearchRequest("same", page=page, per_page=7))) for page in range(1, 5)]

        assert [each for page in pages for each in page] == [f"r{n:02}" for n in range(25)]

    def test_a_page_past_the_end_is_empty(self, engine_for):
        engine = engine_for(make_resource("a", text="word"))

        found = engine.search(SearchRequest("word", page=10**30))

        assert found.hits == ()
        assert found.total == 1

    def test_scores_have_six_significant_digits(self, engine_for):
        engine = engine_for(make_resource("a", text="word and another"), make_resource("b", text="else"))

        score = engine.search(SearchRequest("word")).hits[0].score

        assert score == float(f"{score:.6g}")

    def test_a_title_match_beats_a_text_match(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Other things", text="drones in one sentence"),
            make_resource("b", title="Drones", text="other things in one sentence"),
        )

        assert ids(engine.search(SearchRequest("drones"))) == ["b", "a"]

    def test_words_in_one_passage_beat_words_far_apart(self, engine_for):
        filler = "unrelated " * 120
        near = (make_passage("mobile crisis team " + filler, "One"), make_passage("other " + filler, "Two"))
        far = (make_passage("mobile other " + filler, "One"), make_passage("crisis team " + filler, "Two"))
        engine = engine_for(make_resource("a", passages=far), make_resource("b", passages=near))

        assert ids(engine.search(SearchRequest("mobile crisis team"))) == ["b", "a"]

    def test_each_weight_moves_the_order(self, engine_for):
        resources = (make_resource("a", summary="drones"), make_resource("b", topics=("drones",)))

        first = engine_for(*resources, ranking=RankingConfig(summary=9, topics=0.1))
        second = engine_for(*resources, ranking=RankingConfig(summary=0.1, topics=9))

        assert ids(first.search(SearchRequest("drones"))) == ["a", "b"]
        assert ids(second.search(SearchRequest("drones"))) == ["b", "a"]

    # Hits

    def test_a_hit_shows_up_to_three_passages_with_their_places(self, engine_for):
        passages = tuple(make_passage(f"Crisis team number {n}.", f"Part {n}", page=n + 1) for n in range(6))
        engine = engine_for(make_resource("a", passages=passages))

        shown = engine.search(SearchRequest("crisis team")).hits[0].passages

        assert len(shown) == 3
        assert [passage.place.page for passage in shown] == [1, 2, 3]
        assert all(
            re.fullmatch(r"<mark>Crisis</mark> <mark>team</mark> number \d\.", each.html) for each in shown
        )

    def test_a_passage_under_a_matching_heading_comes_first(self, engine_for):
        passages = (make_passage("The team rides.", "Training"), make_passage("The team rides.", "Staffing"))
        engine = engine_for(make_resource("a", passages=passages))

        shown = engine.search(SearchRequest("team staffing")).hits[0].passages

        assert [passage.place.heading for passage in shown] == [("Staffing",), ("Training",)]

    def test_much_weaker_passages_are_not_shown(self, engine_for):
        passages = (make_passage("Mobile crisis staffing.", "One"), make_passage("A team.", "Two"))
        others = [make_resource(f"r{n}", text="a team") for n in range(8)]
        engine = engine_for(make_resource("a", passages=passages), *others)

        shown = engine.search(SearchRequest("mobile crisis team staffing")).hits[0].passages

        assert [passage.place.heading for passage in shown] == [("One",)]

    def test_snippets_escape_markup_and_mark_words(self, engine_for):
        engine = engine_for(
            make_resource("a", title="<b>Stops</b> & more", text="<script>alert(1)</script> & stops")
        )

        hit = engine.search(SearchRequest("stops script")).hits[0]

        assert hit.title_html == "&lt;b&gt;<mark>Stops</mark>&lt;/b&gt; &amp; more"
        assert "<script" not in hit.snippet_html + hit.passages[0].html
        assert unescape(re.sub("</?mark>", "", hit.passages[0].html)) == "<script>alert(1)</script> & stops"

    def test_a_missing_title_is_the_first_words_of_the_text_else_the_id(self, engine_for):
        engine = engine_for(make_resource("a", text="Only some words"), make_resource("b"))

        titles = {hit.id: hit.title for hit in engine.search(SearchRequest()).hits}

        assert titles == {"a": "Only some words", "b": "b"}

    def test_a_resource_is_shown_whole_with_its_matching_passages(self, engine_for):
        passages = (
            make_passage("First.", "One", anchor="one"),
            make_passage("Second crisis.", "Two", anchor="two"),
        )
        engine = engine_for(
            make_resource(
                "a", title="A", passages=passages, metadata={"isbn": "1"}, listed_at="https://example.org/"
            )
        )

        view = engine.resource("a", "crisis")

        assert [passage.html for passage in view.hit.passages] == ["Second <mark>crisis</mark>."]
        assert [passage.html for passage in view.text] == ["First.", "Second crisis."]
        assert view.metadata == {"isbn": "1"}
        assert view.listed_at == "https://example.org/"
        assert engine.resource("nowhere") is None

    def test_related_resources_share_a_topic_and_words_of_the_title(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Crisis response teams", topics=(FORCE,)),
            make_resource("b", title="Teams in a crisis", topics=(FORCE,)),
            make_resource("c", title="Crisis teams", topics=(STOPS,)),
            make_resource("d", title="Radio", topics=(FORCE,)),
        )

        assert [hit.id for hit in engine.resource("a").related] == ["b"]

    def test_topics_have_slugs_of_their_own_and_what_the_library_says_of_them(self, engine_for):
        said = Topic(
            name=STOPS, slug="stops-searches-and-arrests", intro="About stops.", disclaimer="Not ours."
        )
        engine = engine_for(make_resource("a", topics=(STOPS, "A/B", "A B")), topics=(said,))

        topics = {topic.name: topic for topic in engine.topics()}

        assert topics[STOPS].intro == "About stops."
        assert topics[STOPS].count == 1
        assert {topics["A B"].slug, topics["A/B"].slug} == {"a-b", "a-b-2"}
