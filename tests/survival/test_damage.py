"""One bit is another in any kind of file, or files are gone: nothing but lines for people, and a way back that needs only the sources."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.config import load_config
from indexer.run_notes import RequestNote
from searchapp import cli
from searchapp.engine import SearchRequest, open_engine
from tests.processes import completed
from tests.sampling import sampled
from tests.unit.a_site import Ran, Site, numbered

KINDS = (
    "builds/{live}/manifest.json",
    "builds/{live}/*.fld",
    "builds/{live}/*.toc",
    "builds/{live}/resources.jsonl",
    "builds/{live}/resources-changes.jsonl",
    "builds/{live}/topics.jsonl",
    "builds/CURRENT",
    "builds/HOLDS.json",
    "builds/LAST_RUN.json",
    "builds/REQUESTS.json",
    "builds/LOCK",
    "library.db",
)
CODES = {0, 1, 3, 5}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with every kind of file: a folder with topics, two builds, a hold, a request."""
    site = Site(tmp_path_factory.mktemp("sound") / "site", ("sample", "export"))
    site.file("topics.jsonl", '{"name": "Vans", "intro": "Vans."}\n')
    site.file("guide.md", "# A guide\n\nWords of a guide.")
    site.records(*numbered(40, topics=["Vans"]))
    site.run("index")
    site.records(*numbered(41, topics=["Vans"]))
    site.requests.ask()
    site.run("index")
    site.run("rollback")
    site.run("index", "--yes")
    site.records(*numbered(3))
    site.run("index")  # held
    site.records(*numbered(41, topics=["Vans"]))
    return site.root


@pytest.fixture
def site(sound: Path, tmp_path: Path) -> Site:
    """A copy of it; files that builds share are shared in the copy too."""
    assert completed(["cp", "-a", str(sound), str(tmp_path)]).returncode == 0
    return Site.at(tmp_path / sound.name)


def run(site: Site, *words: str) -> Ran:
    ran = site.run(*words, group=cli.group)
    assert ran.code in CODES
    for line in ran.err.splitlines():
        assert not line.startswith(("Traceback", "  File"))
    return ran


def found(site: Site) -> int:
    return int(run(site, "search", "words", "--json").json()["total"])


def the_file(site: Site, kind: str) -> Path:
    (path,) = sorted((site.root / "var").glob(kind.format(live=site.builds.live_id())))[:1]
    return path


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


@pytest.mark.parametrize("flips", [1, pytest.param(4, marks=pytest.mark.slow)])  # one after the other
@pytest.mark.parametrize("kind", sampled(KINDS, 3))
def test_one_bit_is_another(site: Site, kind: str, flips: int) -> None:
    chance = random.Random(kind)  # noqa: S311  # not for secrets
    for _ in range(flips):
        path = the_file(site, kind)
        flip(path, chance)

        for words in (
            ("status",),
            ("builds",),
            ("trace", "r00001"),
            ("search", "words"),
            ("verify",),
            ("index",),
        ):
            ran = run(site, *words)
            if words == ("verify",) and "{live}" in kind:
                assert ran.code == 1
        back = run(site, "index", "--full", "--yes")
        if back.code == 1:  # then the line says what to do, and that helps
            fixes = ("move it away", "check the disk", "set [paths] library to another file", "delete it")
            assert any(fix in back.err for fix in fixes)
            for side in path.parent.glob(f"{path.name}*"):
                side.unlink()
            back = run(site, "index", "--full", "--yes")

        assert back.code == 0, back.err
        assert run(site, "verify").code == 0
        assert found(site) == 42
        # As it was, for the next bit: a build that shares files, and a hold.
        site.records(*numbered(42, topics=["Vans"]))
        run(site, "index", "--yes")
        site.records(*numbered(41, topics=["Vans"]))
        run(site, "index", "--yes")
        run(site, "rollback")
        run(site, "index", "--yes")
        site.builds.hold("of nothing", "so that there is a hold")
        site.builds.note_requests({"0123456789abcdef": RequestNote(state="done")})


@pytest.mark.parametrize(
    "gone", ["var", "var/library.db", "var/builds", "var/builds/CURRENT", "var/builds/{live}"]
)
def test_all_but_the_sources_is_gone(site: Site, gone: str) -> None:
    path = site.root / gone.format(live=site.builds.live_id())
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()

    assert run(site, "status").code == 0
    ran = run(site, "index", "--full", "--yes")

    assert ran.code == 0, ran.err
    assert run(site, "verify").code == 0
    assert found(site) == 42


def test_a_server_answers_on_when_all_builds_are_gone_and_follows_the_next(site: Site) -> None:
    engine = open_engine(load_config(site.config))
    assert engine.search(SearchRequest("words")).total == 42
    shutil.rmtree(site.builds.root)

    assert engine.search(SearchRequest("words")).total == 42
    assert engine.topics()[0].name == "Vans"
    assert "newest build cannot be read" in str(engine.status().problem)
    site.records(*numbered(50, topics=["Vans"]))
    run(site, "index")

    assert engine.search(SearchRequest("words")).total == 51
    assert engine.status().problem is None


def test_a_live_build_on_another_file_system_is_built_anew_and_says_so(site: Site) -> None:
    elsewhere = Path("/dev/shm")  # noqa: S108
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == site.root.stat().st_dev:
        pytest.skip("there is no second file system at /dev/shm")
    live = site.builds.live_id()
    moved = elsewhere / f"fieldguide-{site.root.parent.name}-{live}"
    shutil.move(site.builds.root / str(live), moved)
    (site.builds.root / str(live)).symlink_to(moved)
    site.records(*numbered(42, topics=["Vans"]))
    try:
        ran = run(site, "index")
    finally:
        shutil.rmtree(moved)

    assert ran.code == 0
    assert "the live build cannot be used as a base: it cannot be shared with the next build" in ran.err
    assert found(site) == 43


def test_a_dead_indexer_holds_nothing(site: Site) -> None:
    (site.builds.root / "LOCK").write_text(
        '{"pid": 999999, "host": "gone", "started": "2020-01-01T00:00:00+00:00"}'
    )

    assert run(site, "index").code == 0


def test_after_the_clock_was_set_back_builds_go_on_in_their_order(site: Site) -> None:
    live = site.builds.live()
    assert live is not None
    ahead = live.id.replace(live.id[:4], "2099", 1)
    later = site.builds.root / ahead
    live.path.rename(later)
    replace(live.manifest, id=ahead).write(later)
    (site.builds.root / "CURRENT").write_text(ahead)
    site.records(*numbered(43, topics=["Vans"]))

    assert run(site, "index").code == 0
    newest = site.builds.live_id()

    assert newest is not None
    assert newest > ahead
    assert found(site) == 44
    assert run(site, "rollback").code == 0
    assert site.builds.live_id() == ahead
    assert found(site) == 42
