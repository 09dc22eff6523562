"""A library may have any facets: the engine counts, filters and restricts by each as its slow twin does."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from indexer.builds.build import HASHES, MANIFEST, TOPICS, Build
from indexer.builds.manifest import entry_of
from indexer.codec.whoosh.index import WhooshIndex
from indexer.facets import STANDARD, Facet, FacetTable
from indexer.indexed_fields import indexed_resource
from searchapp.engine import SearchRequest
from searchapp.engine.request import Filters
from tests.engines import Engine, build_of, engine_on
from tests.making import make_resource
from tests.twin.engine import TwinEngine
from tests.unit.engine.libraries import Step, left
from tests.unit.engine.same_answers import assert_same_answer
from tests.unit.properties import steadily

NAMES = ("audience", "state", "agency", "series", "revised", "language", "shelf", "source")
VALUES = ("Patrol officers", "Patrol", "Stops, Searches, and Arrests", "é|e", "2019", "North Carolina")
YEARS = (2019, 2020, 2021)
IDS = tuple(f"id{number}" for number in range(8))


@st.composite
def tables(draw):
    """From one to eight facets besides the standard ones, of either kind and any order."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True))
    facets = [
        Facet(
            name=name,
            label=name.title(),
            origin=name,
            kind=draw(st.sampled_from(("values", "values", "year"))),
            multiple=draw(st.booleans()),
            order=draw(st.sampled_from(("count", "name", "newest"))),
        )
        for name in names
        if name != "source"
    ]
    every = [*STANDARD, *facets]
    return FacetTable(draw(st.permutations(every)))


@st.composite
def resources(draw, resource_id):
    given = {
        name: draw(
            st.none()
            | st.sampled_from((*VALUES, *YEARS))
            | st.lists(st.sampled_from((*VALUES, *YEARS)), max_size=4)
        )
        for name in NAMES
    }
    return make_resource(
        resource_id,
        title="Crisis teams",
        topics=tuple(draw(st.lists(st.sampled_from(VALUES), max_size=2, unique=True))),
        year=draw(st.none() | st.sampled_from(YEARS)),
        metadata={name: value for name, value in given.items() if value is not None},
    )


@st.composite
def histories(draw):
    steps = []
    for _ in range(draw(st.integers(1, 3))):
        ids = draw(st.lists(st.sampled_from(IDS), max_size=5, unique=True))
        gone = draw(st.lists(st.sampled_from(IDS), max_size=3))
        put = {each: draw(resources(each)) for each in ids}
        steps.append(Step(put, frozenset(gone) - put.keys(), draw(st.booleans())))
    return steps


@st.composite
def requests(draw, table):
    def chosen(facet):
        values = (*YEARS, 1) if facet.kind == "year" else (*VALUES, "Unknown")
        return tuple(draw(st.lists(st.sampled_from(values), max_size=2, unique=True)))

    texts = ["", "crisis", "unheard"]
    for facet in table:
        word = draw(st.sampled_from(("2019", "2019..2020", "..2020") if facet.kind == "year" else ("patrol", '"north carolina"')))  # fmt: skip
        texts += [f"{facet.name}:{word}", f"crisis -{facet.name}:{word}"]
    request = SearchRequest(draw(st.sampled_from(texts)), per_page=draw(st.integers(1, 5)))
    scope = Filters()
    for facet in table:
        if draw(st.integers(0, 3)) == 0:
            request = request.choosing(facet.name, chosen(facet))
        if draw(st.integers(0, 9)) == 0:
            scope = scope.choosing(facet.name, chosen(facet)[:1])
    return replace(request, scope=scope, year_from=draw(st.none() | st.none() | st.sampled_from(YEARS)))


def in_segments(folder: Path, history: list[Step], table: FacetTable) -> Engine:
    """An engine on a build of as many segments as commits left, with deletions and merges."""
    made = build_of(folder, left(history), facets=table)
    segments = folder / "segments"
    segments.mkdir()
    index = WhooshIndex.make(segments, table.names)
    for step in history:
        writer = index.writer()
        for resource_id in step.deleted:
            writer.remove(resource_id)
        for resource in step.put.values():
            writer.update_document(content=indexed_resource(resource, table))
        if step.merged:
            writer.commit(optimize=True)
        else:
            writer.commit(merge=False)
    for name in (HASHES, TOPICS):
        shutil.copy(made.path / name, segments)
    files = {path.name: entry_of(path) for path in segments.iterdir() if path.name != MANIFEST}
    return engine_on(Build(path=segments, manifest=replace(made.manifest, files=files)))


@steadily(12)
@given(tables(), histories(), st.data())
def test_any_facets_are_counted_filtered_and_restricted_as_by_the_twin(table, history, data):
    with tempfile.TemporaryDirectory() as folder:
        engine = in_segments(Path(folder), history, table)
        twin = TwinEngine(left(history), info=engine.info, table=table)
        assert engine.facets() == table

        for request in data.draw(st.lists(requests(table), min_size=10, max_size=10)):
            assert_same_answer(engine, twin, request)


@steadily(6)
@given(tables(), histories(), st.data())
def test_the_number_clicked_is_the_number_got(table, history, data):
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_on(build_of(Path(folder), left(history), facets=table))
        request = replace(data.draw(requests(table)), year_from=None)

        for facet, values in engine.search(request).facets.items():
            for value in values:
                assert engine.search(request.choosing(facet, (value.value,))).total == value.count


def test_a_facet_that_a_library_does_not_have_finds_nothing(tmp_path):
    engine = engine_on(build_of(tmp_path, [make_resource("a", title="Crisis")]))

    found = engine.search(SearchRequest(facets={"audience": ("Patrol",)}))

    assert (found.total, list(found.facets)) == (0, ["topic", "type", "year"])
    assert engine.search(SearchRequest("audience:patrol crisis")).total == 1  # no clause, but text
