"""A build with a damaged segment or table of contents is refused or named, and never ends the process."""

import pickle
import random
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from indexer.builds import Build, Builds
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.config import load_config
from indexer.errors import BuildError
from searchapp.engine import SearchEngine, SearchRequest, open_engine
from tests.sampling import sampled
from tests.unit.codec.segment.damaging import Sound, dozen, sound_of

FIX = r"; run: fieldguide index --full$"


class Dangerous:
    """Leaves a file behind when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.path,)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    builds = Builds(tmp_path_factory.mktemp("published") / "builds")
    with builds.lock():
        builds.publish(builds.write((each, f"h{each.id}") for each in dozen()).id)
    return builds


@pytest.fixture
def live(tmp_path: Path, published: Builds) -> tuple[Build, Callable[[], SearchEngine]]:
    """A copy of the published build, and what makes a fresh engine that follows it."""
    shutil.copytree(published.root, tmp_path / "builds")
    path = tmp_path / "config.toml"
    path.write_text(
        '[[sources]]\nname = "a"\nkind = "records"\npath = "a.jsonl"\n[paths]\nbuilds = "builds"\n'
    )
    config = load_config(path)
    live_id = published.live_id()
    assert live_id is not None
    return Builds(config.paths.builds).get(live_id), lambda: open_engine(config)


def contents_of(build: Build) -> Path:
    (path,) = build.path.glob("_MAIN_*.toc")
    return path


def segment_of(build: Build) -> Path:
    (path,) = build.path.glob("*.fld")
    return path


# The table of contents


def damaged_contents(sound: bytes, mark: Path) -> Iterator[bytes]:
    yield from (sound[:size] for size in range(0, len(sound), max(len(sound) // 40, 1)))
    chance = random.Random(1)  # noqa: S311  # not for secrets
    yield from (chance.randbytes(len(sound)) for _ in range(20))
    for _ in range(60):
        flipped = bytearray(sound)
        flipped[chance.randrange(len(sound))] ^= 1 << chance.randrange(8)
        yield bytes(flipped)
    yield pickle.dumps(["another"])
    yield sound[: sound.rindex(b"\x80")] + pickle.dumps([Dangerous(mark)])


def test_a_damaged_table_of_contents_is_an_error_and_is_never_loaded(live, tmp_path):
    build, _ = live
    path, mark = contents_of(build), tmp_path / "loaded"

    for content in damaged_contents(path.read_bytes(), mark):
        path.write_bytes(content)

        for ask in (build.index, build.segments):
            with pytest.raises(BuildError, match=FIX):
                ask()
        assert [error.where for error in build.verify()] == [str(path)]
    assert not mark.exists()


def test_a_table_of_contents_that_the_build_does_not_know_is_an_error(live):
    build, _ = live
    path = contents_of(build)
    stray = path.with_name("_MAIN_99.toc")
    shutil.copy(path, stray)

    with pytest.raises(BuildError, match=f"99.toc: this table of contents does not belong to the build{FIX}"):
        build.index()

    assert [error.where for error in build.verify()] == [str(stray)]


def test_a_table_of_contents_that_is_gone_is_an_error(live):
    build, _ = live
    contents_of(build).unlink()

    with pytest.raises(BuildError, match=FIX):
        build.index()


# Segments


@pytest.mark.parametrize("name", sampled(STANDARD_LAYOUT.sections, 8))
def test_a_damaged_section_is_refused_by_verify_and_the_engine_answers_or_says_so(live, name):
    build, engine = live
    path = segment_of(build)
    sound = sound_of(path)
    for damaged in damaged_sections(sound, name):
        path.write_bytes(damaged)

        assert [error.where for error in build.verify()] == [str(path)]
        answer_or_say_so(engine())


def damaged_sections(sound: Sound, name: str) -> Iterator[bytes]:
    begin, end = sound.range(name)
    yield sound.flipped(begin, 0)
    yield sound.flipped(end - 1, 7)
    for filling in (b"\x00", b"\x7f", b"\xff"):
        if sound.content[begin:end] != filling * (end - begin):
            yield sound.content[:begin] + filling * (end - begin) + sound.content[end:]


@pytest.mark.slow  # very many places
def test_flipped_bits_anywhere_are_refused_by_verify_and_the_engine_answers_or_says_so(live):
    build, engine = live
    path = segment_of(build)
    sound = sound_of(path)
    chance = random.Random(2)  # noqa: S311  # not for secrets
    for _ in range(60):
        path.write_bytes(sound.flipped(chance.randrange(len(sound.content)), chance.randrange(8)))

        assert [error.where for error in build.verify()] == [str(path)]
        answer_or_say_so(engine())


def test_a_segment_cut_off_is_refused_before_it_is_mapped(live):
    build, engine = live
    path = segment_of(build)
    content = path.read_bytes()
    for size in range(0, len(content), len(content) // 50):
        path.write_bytes(content[:size])

        with pytest.raises(BuildError, match=f"bytes, but .+ were written{FIX}"):
            build.segments()
        with pytest.raises(BuildError, match=FIX):
            engine().search(SearchRequest("crisis"))


def test_damage_met_while_answering_is_told_in_the_status(live):
    build, engine = live
    path = segment_of(build)
    sound = sound_of(path)
    begin, end = sound.range("stored_fields.bytes")
    path.write_bytes(sound.content[:begin] + b"\xff" * (end - begin) + sound.content[end:])
    asked = engine()

    for _ in range(2):
        with pytest.raises(BuildError, match=f"its content differs from what was written{FIX}"):
            asked.search(SearchRequest("crisis"))

    assert asked.status().problem == "The newest build cannot be read: it is damaged or missing."


def test_damage_met_in_the_middle_of_a_list_is_told_too(live):
    build, engine = live
    listing = engine().listing(SearchRequest(sort="title", per_page=100))
    listed = iter(listing.resources)
    next(listed)
    path = segment_of(build)
    sound = sound_of(path)
    begin, end = sound.range("stored_fields.bytes")

    # Written into the very file: the engine has it mapped, and reads each resource when it is its turn.
    with path.open("r+b") as file:
        file.seek(begin)
        file.write(b"\xff" * (end - begin))

    with pytest.raises(BuildError, match=f"its content differs from what was written{FIX}"):
        list(listed)


def test_a_fault_over_a_sound_build_stays_what_it_is(live):
    _, engine = live
    asked = engine()

    with pytest.raises(AttributeError):
        asked.search(None)

    assert asked.search(SearchRequest("crisis")).total == len(dozen())


ASKED = (
    SearchRequest(),
    SearchRequest("crisis team"),
    SearchRequest('"mobile teams move on" de-escalation'),
    SearchRequest("cri* title:town -year:2011", sort="title"),
    SearchRequest('topic:"Use of Force" passage', sort="newest"),
)


def answer_or_say_so(engine: SearchEngine) -> None:
    questions: list[Callable[[], object]] = [partial(engine.search, each) for each in ASKED]
    questions += [
        partial(engine.resource, "r03", "crisis passage"),
        lambda: list(engine.listing(SearchRequest("crisis", per_page=100)).resources),
        partial(engine.explain, "r03", "crisis"),
        partial(engine.file, "d3"),
        engine.topics,
    ]
    for ask in questions:
        try:
            ask()
        except BuildError as error:
            assert error.fix == "run: fieldguide index --full"  # noqa: PT017  # it may also answer
