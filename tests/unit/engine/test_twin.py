"""The engine answers as its slow twin does: to the last facet, passage and mark."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.config import LengthConfig, RankingConfig
from indexer.resource import Topic
from searchapp.engine.quotation import Quotation, fingerprint
from tests.engines import build_of, engine_on
from tests.sampling import sampled
from tests.twin.engine import TwinEngine
from tests.unit.engine.libraries import (
    IDS,
    beginnings,
    deep_pages,
    expensive_queries,
    histories,
    left,
    queries,
    requests_of,
)
from tests.unit.engine.same_answers import (
    assert_same_answer,
    assert_same_explanation,
    assert_same_matching,
    assert_same_ranking,
    assert_same_resource,
)
from tests.unit.engine.segments import in_segments_of
from tests.unit.properties import steadily

SAID = (Topic(name="Use of Force", slug="use-of-force", intro="About force."), Topic(name="Other", slug="o"))
RANKINGS = (
    RankingConfig(),
    RankingConfig(title=0, text=2, passage=4, exact=0),
    RankingConfig(title=0, headings=0, topics=0, summary=0, text=0, passage=0, exact=0),
    RankingConfig(
        k1=0.5,
        b=LengthConfig(title=1, headings=0, text=0.2),
        minimum_should_match=(1, 1, 3),
        min_results=(2, 3),
    ),
)


def in_segments(folder, history, ranking):
    """An engine on a build of as many segments as commits left, with deletions and merges."""
    return engine_on(in_segments_of(folder, history, SAID), ranking)


def in_one_piece(folder, history, ranking):
    """An engine on a build that was written at once."""
    return engine_on(build_of(folder, left(history), topics=SAID), ranking)


# How each is made of a history, and which texts it is asked.
ENGINES = {"in segments": (in_segments, queries), "in one piece": (in_one_piece, queries)}


@pytest.fixture(params=sampled(ENGINES, 2))
def texts(request):
    """The texts that the engine is asked."""
    return ENGINES[request.param][1]


@pytest.fixture
def both(texts, request, tmp_path):
    """Make the engine on what a history leaves, and its twin; each library in a folder of its own."""
    made_by = ENGINES[request.node.callspec.params["texts"]][0]
    numbers = count()

    def make(history, ranking=RANKINGS[0]):
        engine = made_by(tmp_path / str(next(numbers)), history, ranking)
        return engine, TwinEngine(left(history), ranking, topics=SAID, info=engine.info)

    return make


@steadily(6)
@given(histories, st.sampled_from(RANKINGS), st.data())
def test_every_page_of_an_answer_is_the_same(both, texts, history, ranking, data):
    engine, twin = both(history, ranking)
    asked = st.lists(requests_of(texts, pages=deep_pages), min_size=12, max_size=12)

    for request in data.draw(asked):
        assert_same_answer(engine, twin, request)


@steadily(3)
@given(histories, st.data())
def test_a_text_that_asks_for_more_than_it_may_is_answered_the_same(both, history, data):
    engine, twin = both(history)

    for request in data.draw(
        st.lists(requests_of(expensive_queries, pages=st.just(1)), min_size=4, max_size=4)
    ):
        assert_same_answer(engine, twin, request)
        assert_same_ranking(engine, twin, request.text, 1000)
    for text in data.draw(st.lists(expensive_queries, min_size=2, max_size=2)):
        assert_same_explanation(engine, twin, IDS[0], text)
        assert_same_resource(engine, twin, IDS[0], text)


@steadily(3)
@given(histories, st.data())
def test_a_resource_is_shown_ranked_and_explained_the_same(both, texts, history, data):
    engine, twin = both(history)

    for text in data.draw(st.lists(texts, min_size=6, max_size=6)):
        for limit in (1, 3, 1000):
            assert_same_ranking(engine, twin, text, limit)
        for resource_id in IDS:
            assert_same_resource(engine, twin, resource_id, text)
            assert_same_explanation(engine, twin, resource_id, text)


@steadily(5)
@given(histories, st.data())
def test_the_same_is_suggested(both, history, data):
    engine, twin = both(history)

    for text in data.draw(st.lists(beginnings, min_size=30, max_size=30)):
        for limit in (1, 3, 8):
            assert engine.suggest(text, limit) == twin.suggest(text, limit), text


@steadily(3)
@given(histories)
def test_topics_and_files_are_the_same(both, history):
    engine, twin = both(history)
    documents = {document.id for resource in left(history) for document in resource.documents}

    assert engine.topics() == twin.topics()
    for document_id in (*sorted(documents), "", "nowhere"):
        assert engine.file(document_id) == twin.file(document_id)


@steadily(4)
@given(histories, st.data())
def test_passages_that_somebody_chose_are_found_again_alike(both, history, data):
    engine, twin = both(history)
    texts = [
        passage.text
        for resource in left(history)
        for document in resource.documents
        for passage in document.passages
    ]
    prints = st.sampled_from([fingerprint(text) for text in (*texts, "in no library")])
    chosen = st.lists(st.builds(Quotation, st.integers(0, 12), prints), max_size=8)

    for resource_id in (*IDS, "nowhere"):
        quotations = data.draw(chosen)
        assert engine.quoted(resource_id, quotations) == twin.quoted(resource_id, quotations), quotations


@steadily(4)
@given(histories, st.data())
def test_what_another_text_would_match_is_what_it_matches(both, texts, history, data):
    engine, _ = both(history)
    asked = data.draw(st.lists(requests_of(texts, pages=st.just(1)), min_size=2, max_size=12))

    assert_same_matching(engine, asked)
