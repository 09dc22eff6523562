"""What any engine must do about explaining, and about what it is asked besides queries."""

import pytest

from searchapp.engine import SearchRequest
from tests.making import make_resource


class ExplainContract:
    @pytest.fixture
    def engine(self, engine_for):
        return engine_for(
            make_resource("a", title="Crisis teams", text="A crisis team rides at night."),
            make_resource("b", text="One crisis."),
            make_resource("c", text="Nothing of it."),
        )

    def test_an_explanation_has_the_score_and_the_rank_of_the_answer(self, engine):
        hits = engine.search(SearchRequest("crisis team", per_page=10)).hits

        for rank, hit in enumerate(hits, start=1):
            explained = engine.explain(hit.id, "crisis team")
            assert (explained.id, explained.matches, explained.rank) == (hit.id, True, rank)
            assert explained.score == hit.score
            assert explained.total == len(hits)

    def test_what_does_not_match_is_explained_too(self, engine):
        explained = engine.explain("c", "crisis")

        assert (explained.matches, explained.rank, explained.score) == (False, None, None)

    def test_an_id_that_no_resource_has_is_not_explained(self, engine):
        assert engine.explain("nobody", "crisis") is None

    def test_ranked_is_the_order_and_the_scores_of_the_answers(self, engine):
        hits = engine.search(SearchRequest("crisis team", per_page=10)).hits

        assert engine.ranked("crisis team", 10) == [(hit.id, hit.score) for hit in hits]
        assert engine.ranked("crisis team", 1) == [(hits[0].id, hits[0].score)]
        assert engine.ranked("crisis team", 5, 1) == [(hit.id, hit.score) for hit in hits[1:6]]
        assert engine.ranked("crisis team", 5, 1000) == []
