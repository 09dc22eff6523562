"""Whether the right page is shown, and how soon, on real indexes."""

import pytest

from indexer.errors import ConfigError
from searchapp.evaluation import PageMeasures, evaluate_pages
from tests.making import make_passage, make_resource

NOWHERE = PageMeasures(success=0.0, reciprocal_rank=0.0)


@pytest.fixture
def engine(engine_for):
    """For "crisis": the guide with pages 4 and 2, then the manual with page 4, then the leaflet with none."""
    return engine_for(
        make_resource(
            "guide",
            title="Crisis",
            passages=(
                make_passage("Nothing of it here.", page=1),
                make_passage("Crisis, first told.", page=4),  # these two tie, so the first one is shown first
                make_passage("Crisis, again told.", page=2),
            ),
        ),
        make_resource("manual", passages=(make_passage("A crisis has many faces.", page=4),)),
        make_resource(
            "leaflet", title="Leaflet", summary="crisis, in passing, and many other words beside it"
        ),
    )


@pytest.mark.parametrize(
    ("right", "success", "reciprocal_rank"),
    [
        ({("guide", 4)}, 1.0, 1.0),
        ({("guide", 2)}, 0.0, 1 / 2),
        ({("manual", 4)}, 0.0, 1 / 3),
        ({("manual", 4), ("guide", 2)}, 0.0, 1 / 2),
        ({("guide", 4), ("guide", 2)}, 1.0, 1.0),
        ({("guide", 1)}, 0.0, 0.0),
        ({("manual", 2)}, 0.0, 0.0),
        ({("leaflet", 1)}, 0.0, 0.0),
    ],
)
def test_pages_are_met_as_they_are_read(engine, right, success, reciprocal_rank):
    report = evaluate_pages(engine.search, {"q": "crisis"}, {"q": right})

    assert report.queries == {"q": PageMeasures(success=success, reciprocal_rank=reciprocal_rank)}


def test_a_first_hit_without_passages_is_no_success_and_holds_no_place(engine_for):
    engine = engine_for(
        make_resource("named", title="Crisis teams"),
        make_resource("told", passages=(make_passage("A crisis, in many other words.", page=3),)),
    )

    report = evaluate_pages(engine.search, {"q": "crisis"}, {"q": {("told", 3)}})

    assert report.queries == {"q": PageMeasures(success=0.0, reciprocal_rank=1.0)}


def test_means_run_over_the_queries_that_name_pages(engine):
    queries = {"q1": "crisis", "q2": "unheard", "q3": "crisis", "q4": "crisis"}
    pages = {"q1": {("guide", 4)}, "q2": {("guide", 4)}, "q3": {("manual", 4)}, "q9": {("guide", 4)}}

    report = evaluate_pages(engine.search, queries, pages)

    assert report.queries["q2"] == NOWHERE
    assert set(report.queries) == {"q1", "q2", "q3"}
    assert report.mean.success == 1 / 3
    assert report.mean.reciprocal_rank == pytest.approx((1 + 1 / 3) / 3)


def test_without_a_query_that_names_pages_there_is_nothing_to_measure(engine):
    with pytest.raises(ConfigError, match="no query names a page; check that query-id and _id are the same"):
        evaluate_pages(engine.search, {"q": "crisis"}, {"Q": {("guide", 4)}})
