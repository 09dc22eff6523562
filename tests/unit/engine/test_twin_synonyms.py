"""With a file of synonyms, too, the engine answers as its slow twin does; and a file that says nothing changes nothing."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.resource import Topic
from indexer.synonyms.file import SynonymFile
from indexer.synonyms.lines import parse_line, written_line
from tests.engines import build_of, engine_on
from tests.twin.engine import TwinEngine
from tests.unit.engine.libraries import (
    IDS,
    WORDS,
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
from tests.unit.engine.test_twin import RANKINGS, in_segments
from tests.unit.properties import steadily

SAID = (Topic(name="Use of Force", slug="use-of-force", intro="About force."), Topic(name="Other", slug="o"))

# The words of the libraries, so that lines meet each other and the texts: one as the beginning of another, one in capitals.
alternatives = (
    st.sampled_from(WORDS)
    | st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
    | st.sampled_from(["UOF", "CRISIS", "use of force", "crisis team", "IT", "JustGrants", "nowhere at all"])
)
lines = st.lists(alternatives, min_size=2, max_size=4, unique=True).map(lambda each: written_line(*each)) | (
    st.tuples(alternatives, alternatives).map(" => ".join)
)
files = st.lists(lines, min_size=1, max_size=6).map(
    lambda each: SynonymFile(
        tuple(filter(None, (parse_line(line, number) for number, line in enumerate(each, start=1)))),
        version=repr(each),
    )
)


@pytest.fixture
def both(tmp_path):
    """Make the engine on what a history leaves, with synonyms, and its twin; each library in a folder of its own."""
    numbers = count()

    def make(history, file, ranking=RANKINGS[0], *, segments=True):
        folder = tmp_path / str(next(numbers))
        if segments:
            engine = in_segments(folder, history, ranking)
        else:
            engine = engine_on(build_of(folder, left(history), topics=SAID), ranking)
        engine = engine.with_synonyms(file)
        return engine, TwinEngine(left(history), ranking, topics=SAID, info=engine.info, synonyms=file)

    return make


@steadily(8)
@given(histories, files, st.sampled_from(RANKINGS), st.data())
def test_every_page_of_an_answer_is_the_same(both, history, file, ranking, data):
    engine, twin = both(history, file, ranking, segments=data.draw(st.booleans()))
    asked = st.lists(requests_of(queries, pages=deep_pages), min_size=12, max_size=12)

    for request in data.draw(asked):
        assert_same_answer(engine, twin, request)


@steadily(3)
@given(histories, files, st.data())
def test_a_resource_is_shown_ranked_and_explained_the_same(both, history, file, data):
    engine, twin = both(history, file)

    for text in data.draw(st.lists(queries | expensive_queries, min_size=5, max_size=5)):
        assert_same_ranking(engine, twin, text, 1000)
        for resource_id in IDS:
            assert_same_resource(engine, twin, resource_id, text)
            assert_same_explanation(engine, twin, resource_id, text)


@steadily(3)
@given(histories, files, st.data())
def test_switched_off_they_change_nothing(both, history, file, data):
    engine, _ = both(history, file)
    plain = engine.with_synonyms(SynonymFile())

    for request in data.draw(st.lists(requests_of(queries, pages=st.just(1)), min_size=8, max_size=8)):
        found = engine.search(replace(request, expand=False))
        assert replace(found, synonyms=()) == plain.search(request)


@steadily(3)
@given(histories, files, st.data())
def test_what_another_text_would_match_is_what_it_matches(both, history, file, data):
    engine, _ = both(history, file)

    assert_same_matching(
        engine, data.draw(st.lists(requests_of(queries, pages=st.just(1)), min_size=2, max_size=10))
    )
