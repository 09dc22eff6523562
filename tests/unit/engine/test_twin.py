"""The engine answers as its slow twin does: to the last facet, passage and mark."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.config import RankingConfig
from indexer.resource import Topic
from tests.engines import build_of, engine_on
from tests.twin.engine import TwinEngine
from tests.unit.engine.agreement import (
    assert_same_answer,
    assert_same_explanation,
    assert_same_ranking,
    assert_same_resource,
)
from tests.unit.engine.libraries import (
    IDS,
    deep_pages,
    histories,
    left,
    questions,
    requests_of,
)
from tests.unit.properties import steadily

SAID = (Topic(name="Use of Force", slug="use-of-force", intro="About force."), Topic(name="Other", slug="o"))
RANKINGS = (RankingConfig(), RankingConfig(title=0, text=2, passage=4, exact=0))


def in_one_piece(folder, history, ranking):
    """An engine on a build that was written at once."""
    return engine_on(build_of(folder, left(history), topics=SAID), ranking)


ENGINES = {"in one piece": in_one_piece}


@pytest.fixture(params=ENGINES)
def both(request, tmp_path):
    """Make the engine on what a history leaves, and its twin; each library in a folder of its own."""
    numbers = count()

    def make(history, ranking=RANKINGS[0]):
        engine = ENGINES[request.param](tmp_path / str(next(numbers)), history, ranking)
        return engine, TwinEngine(left(history), ranking, topics=SAID, info=engine.info)

    return make


@steadily(60)
@given(
    histories,
    st.sampled_from(RANKINGS),
    st.lists(requests_of(questions, pages=deep_pages), min_size=12, max_size=12),
)
def test_every_page_of_an_answer_is_the_same(both, history, ranking, requests):
    engine, twin = both(history, ranking)

    for request in requests:
        assert_same_answer(engine, twin, request)


@steadily(30)
@given(histories, st.lists(questions, min_size=6, max_size=6))
def test_a_resource_is_shown_ranked_and_explained_the_same(both, history, texts):
    engine, twin = both(history)

    for text in texts:
        for limit in (1, 3, 1000):
            assert_same_ranking(engine, twin, text, limit)
        for resource_id in IDS:
            assert_same_resource(engine, twin, resource_id, text)
            assert_same_explanation(engine, twin, resource_id, text)


@steadily(20)
@given(histories)
def test_topics_and_files_are_the_same(both, history):
    engine, twin = both(history)
    documents = {document.id for resource in left(history) for document in resource.documents}

    assert engine.topics() == twin.topics()
    for document_id in (*sorted(documents), "", "nowhere"):
        assert engine.file(document_id) == twin.file(document_id)
