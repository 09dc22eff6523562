"""The engine finds and counts what reading every text again finds and counts."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import fold
from indexer.printed_names import title_key
from searchapp.engine import SearchRequest
from tests.engines import Engine, build_of, engine_on
from tests.making import make_resource
from tests.twin.engine import TwinEngine
from tests.unit.engine.brute_force import BruteForce
from tests.unit.engine.libraries import TOPICS, TYPES, YEARS, passages, phrases, prose, queries, requests_of
from tests.unit.properties import steadily

resources = st.tuples(
    st.none() | phrases, st.none() | prose, st.lists(st.sampled_from(TOPICS), max_size=2, unique=True),
    st.lists(st.sampled_from(TYPES), max_size=2, unique=True), st.none() | st.sampled_from(YEARS), passages,
)  # fmt: skip
libraries = st.lists(resources, min_size=1, max_size=7)
requests = requests_of(queries, pages=st.just(1))


@pytest.fixture(params=["the engine", "its slow twin"])
def library_for(request, tmp_path):
    """Make a library's engine and what finds by reading everything; each library in a folder of its own."""
    numbers = count()

    def make(rows):
        made = [
            make_resource(f"id{number}", title=title, summary=summary, topics=tuple(topics), types=tuple(types), year=year, passages=tuple(passages))
            for number, (title, summary, topics, types, year, passages) in enumerate(rows)
        ]  # fmt: skip
        if request.param == "its slow twin":
            engine: Engine | TwinEngine = TwinEngine(made)
        else:
            engine = engine_on(build_of(tmp_path / str(next(numbers)), made))
        return engine, BruteForce(made), {each.id: each for each in made}

    return make


def all_pages(engine, request):
    """Return the hits of every page, up to the first empty one."""
    found = []
    hits = engine.search(request).hits
    while hits:
        assert len(hits) <= request.per_page
        found += hits
        request = replace(request, page=request.page + 1)
        hits = engine.search(request).hits
    return found


def sort_key(request, scored):
    year = {"newest": lambda hit: -hit.year, "oldest": lambda hit: hit.year}
    if request.sort == "relevance" and scored:
        return lambda hit: (-hit.score, hit.id)
    if request.sort == "title":
        return lambda hit: (title_key(hit.title), hit.id)
    by = year["oldest" if request.sort == "oldest" else "newest"]
    return lambda hit: (hit.year is None, 0 if hit.year is None else by(hit), hit.id)


@steadily(6)
@given(libraries, st.lists(requests, min_size=12, max_size=12))
def test_the_engine_finds_what_reading_everything_finds(library_for, rows, asked):
    engine, brute_force, _ = library_for(rows)

    for request in asked:
        answer = engine.search(request)
        expected = brute_force.answer(replace(request, text=answer.searched_for))
        hits = all_pages(engine, request)

        assert {hit.id for hit in hits} == expected.ids, request
        assert len(hits) == answer.total == len(expected.ids), request
        counts = {
            facet: {value.value: value.count for value in getattr(answer.facets, facet)} for facet in ("topic", "type", "year")
        }  # fmt: skip
        assert counts == expected.facets, request
        assert bool(answer.relaxed) == expected.relaxed, request
        assert hits == sorted(hits, key=sort_key(request, scored=any(hit.score is not None for hit in hits)))


@steadily(3)
@given(libraries, st.lists(requests, min_size=8, max_size=8))
def test_a_hit_is_complete_and_shows_its_own_resource(library_for, rows, asked):
    engine, _, resources = library_for(rows)

    for request in asked:
        for hit in engine.search(request).hits:
            resource = resources[hit.id]
            assert (hit.title, hit.topics, hit.types, hit.year) == (resource.shown_title, resource.topics, resource.types, resource.year)  # fmt: skip
            assert len({passage.ordinal for passage in hit.passages}) == len(hit.passages) <= 3
            assert hit.score is None or hit.score > 0
            assert fold("<script") not in fold(hit.snippet_html)


@steadily(3)
@given(libraries, st.lists(queries, min_size=8, max_size=8))
def test_ranked_and_explain_tell_what_search_tells(library_for, rows, asked):
    engine, _, resources = library_for(rows)

    for text in asked:
        hits = engine.search(SearchRequest(text, per_page=100, exact=True)).hits
        ranked = engine.ranked(text, 100)
        assert ranked == [(hit.id, hit.score or 0.0) for hit in hits]
        ranks = {resource_id: rank for rank, (resource_id, _) in enumerate(ranked, start=1)}
        for resource_id in resources:
            told = engine.explain(resource_id, text)
            assert (told.matches, told.rank) == (resource_id in ranks, ranks.get(resource_id))
            if told.score is not None:
                assert told.score == pytest.approx(
                    sum(part.adds for part in told.concepts)
                    + told.passage
                    + told.named
                    + told.navigation
                    + told.proximity
                    + told.similarity,
                    rel=1e-5,
                )
