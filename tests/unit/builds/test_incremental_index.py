"""A build made from the one before is the build that would be made of everything, and shares what stayed."""

import shutil
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.builds import Build, Builds
from indexer.errors import BuildError
from indexer.resource import Resource
from searchapp.engine import SearchRequest
from tests.engines import engine_on
from tests.making import make_resource
from tests.not_none import not_none
from tests.unit.engine.libraries import IDS, histories, queries, requests_of
from tests.unit.engine.same_answers import assert_same_answer, assert_same_explanation, assert_same_ranking
from tests.unit.properties import steadily


def hash_of(resource):
    return f"hash of {resource!r}"


def whole(builds, library):
    return builds.write((each, hash_of(each)) for _, each in sorted(library.items()))


def changed(builds, base, library):
    before = base.resource_hashes()
    new = {key: (each.source, hash_of(each)) for key, each in sorted(library.items())}
    upserted = [key for key, entry in new.items() if before.get(key) != entry]
    previous = {key: before[key] for key in before if before[key] != new.get(key)}
    return builds.write(
        ((library[key], hash_of(library[key])) for key in upserted), base=base, previous=previous
    )


def facts(build):
    told = asdict(build.manifest)
    return {key: value for key, value in told.items() if key not in {"id", "built_at", "files"}}


@steadily(4)
@given(histories, st.data())
def test_whatever_was_edited_it_is_as_if_made_of_everything(tmp_path_factory, history, data):
    builds = Builds(tmp_path_factory.mktemp("builds"))
    library: dict[str, Resource] = {}
    last: Build | None = None
    for step in history:
        library = {key: each for key, each in library.items() if key not in step.deleted} | dict(step.put)
        last = whole(builds, library) if last is None else changed(builds, last, library)
        assert last.verify() == []
    build, anew = not_none(last), whole(builds, library)

    assert facts(build) == facts(anew)
    assert build.resource_hashes() == anew.resource_hashes()
    engine, expected = engine_on(build), engine_on(anew)
    expected.info = engine.info
    for request in data.draw(
        st.lists(requests_of(queries, pages=st.sampled_from((1, 2))), min_size=6, max_size=6)
    ):
        assert_same_answer(engine, expected, request)
        assert_same_ranking(engine, expected, request.text, 100)
        for resource_id in IDS[:4]:
            assert_same_explanation(engine, expected, resource_id, request.text)
            assert engine.resource(resource_id, request.text) == expected.resource(resource_id, request.text)


@pytest.fixture
def builds(tmp_path):
    return Builds(tmp_path / "builds")


def many(count=3000):
    return {
        f"r{number:05}": make_resource(f"r{number:05}", text=f"crisis team {number}")
        for number in range(count)
    }


def segments(build):
    return {path.name: path.stat().st_ino for path in build.path.glob("*.fld")}


def test_segments_that_stay_are_the_same_files(builds):
    library = many()
    first = whole(builds, library)

    second = changed(builds, first, {**library, "new": make_resource("new", text="a van")})

    kept = segments(first).items() & segments(second).items()
    assert len(kept) == 1
    assert len(segments(second)) == 2
    assert second.verify() == first.verify() == []
    assert [engine_on(build).search(SearchRequest("van")).total for build in (first, second)] == [0, 1]


def test_the_build_before_stays_as_it_was_even_when_it_is_removed(builds):
    library = many(10)
    first = whole(builds, library)
    second = changed(builds, first, {key: each for key, each in library.items() if key != "r00003"})

    shutil.rmtree(first.path)

    assert second.verify() == []
    assert engine_on(second).search(SearchRequest("crisis")).total == 9


@pytest.mark.parametrize(
    ("place", "said"),
    [(-1, "is damaged"), (0.5, "differs from what was written")],
)
def test_a_damaged_segment_is_not_carried_into_a_merged_one(builds, place, said):
    library = many(10)
    first = whole(builds, library)
    (path,) = first.path.glob("*.fld")
    content = bytearray(path.read_bytes())
    content[place if place < 0 else int(len(content) * place)] ^= 1
    path.write_bytes(content)

    with pytest.raises(BuildError, match=said):
        changed(builds, first, {**library, "new": make_resource("new", text="a van")})

    assert [entry.name for entry in builds.root.iterdir()] == [first.id]


def test_what_cannot_be_shared_is_said_and_nothing_is_left(builds, monkeypatch):
    first = whole(builds, many(10))
    (path,) = first.path.glob("*.fld")
    path.rename(path.with_suffix(".gone"))

    with pytest.raises(BuildError, match="No such file"):
        changed(builds, first, many(11))

    assert [entry.name for entry in builds.root.iterdir()] == [first.id]
