"""The plain engine finds and counts what reading every text again finds and counts."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import fold
from indexer.builds import Builds
from indexer.config import RankingConfig
from searchapp.engine import SearchRequest
from searchapp.engine.ordering import title_key
from searchapp.engine.plain.engine import PlainEngine
from searchapp.engine.request import SORTS
from tests.making import make_passage, make_resource
from tests.unit.engine.brute_force import BruteForce
from tests.unit.properties import steadily

# Few words, so that questions often find something; each in several guises.
WORDS = "crisis crises team Teams de-escalation deescalation de escalation the of use force officer’s officers office 9-1-1 911 9 11 U.S.C. usc café cafe policing police BasedResponses responses body-worn bodyworn worn 4-H".split()  # fmt: skip
TOPICS = ("Stops, Searches, and Arrests", "Use of Force", "use of force", "Force", "Crisis Teams")
TYPES = ("Video", "Report")
YEARS = (2019, 2020, 2021)

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
prose = st.lists(st.sampled_from([*WORDS, ".", "\n"]), max_size=14).map(" ".join)
passages = st.lists(
    st.tuples(prose, st.lists(phrases, max_size=2)).map(lambda row: make_passage(row[0], *row[1])), max_size=4
)
resources = st.tuples(
    st.none() | phrases, st.none() | prose, st.lists(st.sampled_from(TOPICS), max_size=2, unique=True),
    st.lists(st.sampled_from(TYPES), max_size=2, unique=True), st.none() | st.sampled_from(YEARS), passages,
)  # fmt: skip
libraries = st.lists(resources, min_size=1, max_size=7)

CLAUSES = (
    "{}", "{}", "{}", '"{}"', "-{}", '-"{}"', "title:{}", 'title:"{}"', "{} OR {}", '"{}" OR {}', "{}*",
)  # fmt: skip
RESTRICTIONS = (
    "topic:force", 'topic:"use of force"', 'topic:"Stops, Searches, and Arrests"', "-topic:crisis", "topic:nothing",
    "year:2020", "year:2020..", "year:..2019", "-year:2021", "topic:force OR year:2020", "cri*", "de*", "title:off*", "-bas*", "deesc*",
)  # fmt: skip
clauses = st.builds(
    lambda clause, one, two: clause.format(one, two),
    st.sampled_from(CLAUSES),
    st.sampled_from([*WORDS, "use of force", "crisis team"]),
    st.sampled_from(WORDS),
) | st.sampled_from(RESTRICTIONS)
plain = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(" ".join)
questions = (
    st.lists(clauses, max_size=5).map(" ".join)
    | plain
    | st.sampled_from(["", "!!!", "unheard of", "-crisis"])
)


def some(values):
    return st.just(()) | st.just(()) | st.lists(st.sampled_from(values), max_size=2).map(tuple)


requests = st.builds(
    SearchRequest,
    text=questions,
    topics=some((*TOPICS, "Unknown")),
    types=some(TYPES),
    years=some((*YEARS, 1)),
    year_from=st.none() | st.none() | st.sampled_from(YEARS),
    year_to=st.none() | st.none() | st.sampled_from(YEARS),
    sort=st.sampled_from(SORTS),
    per_page=st.integers(1, 4),
)


@pytest.fixture
def library_for(tmp_path):
    """Make a library's engine and its slow twin; each library in a folder of its own."""
    numbers = count()

    def make(rows):
        made = [
            make_resource(f"id{number}", title=title, summary=summary, topics=tuple(topics), types=tuple(types), year=year, passages=tuple(passages))
            for number, (title, summary, topics, types, year, passages) in enumerate(rows)
        ]  # fmt: skip
        builds = Builds(tmp_path / str(next(numbers)))
        with builds.lock():
            build = builds.write((each, "") for each in made)
        return PlainEngine(build, RankingConfig()), BruteForce(made), {each.id: each for each in made}

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


@steadily(60)
@given(libraries, st.lists(requests, min_size=12, max_size=12))
def test_the_engine_finds_what_reading_everything_finds(library_for, rows, asked):
    engine, brute_force, _ = library_for(rows)

    for request in asked:
        expected = brute_force.answer(request)
        answer = engine.search(request)
        hits = all_pages(engine, request)

        assert {hit.id for hit in hits} == expected.ids, request
        assert len(hits) == answer.total == len(expected.ids), request
        counts = {
            facet: {value.value: value.count for value in getattr(answer.facets, facet)} for facet in ("topic", "type", "year")
        }  # fmt: skip
        assert counts == expected.facets, request
        assert bool(answer.relaxed) == expected.relaxed, request
        assert hits == sorted(hits, key=sort_key(request, scored=any(hit.score is not None for hit in hits)))


@steadily(25)
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


@steadily(25)
@given(libraries, st.lists(questions, min_size=8, max_size=8))
def test_ranked_and_explain_tell_what_search_tells(library_for, rows, asked):
    engine, _, resources = library_for(rows)

    for text in asked:
        hits = engine.search(SearchRequest(text, per_page=100)).hits
        ranked = engine.ranked(text, 100)
        assert ranked == [(hit.id, hit.score or 0.0) for hit in hits]
        ranks = {resource_id: rank for rank, (resource_id, _) in enumerate(ranked, start=1)}
        for resource_id in resources:
            told = engine.explain(resource_id, text)
            assert (told.matches, told.rank) == (resource_id in ranks, ranks.get(resource_id))
            if told.score is not None:
                assert told.score == pytest.approx(
                    sum(part.adds for part in told.concepts) + told.passage, rel=1e-5
                )
