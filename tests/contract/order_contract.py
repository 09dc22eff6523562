"""What any engine must do about order and pages."""

from indexer.config import RankingConfig
from searchapp.engine import SearchRequest
from tests.contract.reading import ids
from tests.making import make_passage, make_resource


class OrderContract:
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

    def test_a_word_in_a_heading_and_once_below_it_beats_the_word_twice_in_the_text(self, engine_for):
        engine = engine_for(
            make_resource("a", passages=(make_passage("drones and vans and drones", "Other"),)),
            make_resource("b", passages=(make_passage("drones and vans and others", "Drones"),)),
        )

        assert ids(engine.search(SearchRequest("drones"))) == ["b", "a"]

    def test_a_word_in_the_summary_and_once_in_the_text_beats_the_word_twice_in_the_text(self, engine_for):
        engine = engine_for(
            make_resource("a", summary="Others.", text="drones and vans and drones"),
            make_resource("b", summary="Drones.", text="drones and vans and others"),
        )

        assert ids(engine.search(SearchRequest("drones"))) == ["b", "a"]

    def test_words_on_one_page_beat_words_scattered_over_many(self, engine_for):
        pages = ("a crisis came", "some vans went", "a team came", "others went by")
        together = ("others came by", "some vans went", "a team, a crisis", "a van went")
        engine = engine_for(
            make_resource(
                "a", passages=tuple(make_passage(text, page=page) for page, text in enumerate(pages, 1))
            ),
            make_resource(
                "b", passages=tuple(make_passage(text, page=page) for page, text in enumerate(together, 1))
            ),
        )

        assert ids(engine.search(SearchRequest("crisis team"))) == ["b", "a"]

    def test_a_long_text_that_names_a_thing_once_comes_after_a_short_one(self, engine_for):
        others = tuple(make_passage("and others went", page=page) for page in range(2, 12))
        engine = engine_for(
            make_resource("a", passages=(make_passage("drones and others", page=1), *others)),
            make_resource("b", passages=(make_passage("drones and others", page=1),)),
        )

        assert ids(engine.search(SearchRequest("drones"))) == ["b", "a"]

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
