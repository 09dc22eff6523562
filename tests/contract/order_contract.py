"""What any engine must do about order and pages (DESIGN.md 8)."""

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
