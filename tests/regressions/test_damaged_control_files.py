"""The small files that steer a server may hold anything, or be no files: that costs an error, and is shown to nobody.

Reported: a damaged CURRENT stood in the public status, with its path and up to megabytes of its content; a pipe in its
place made requests hang. The same was true of the notes of runs and requests, and of a build's own files.
"""

import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.config import load_config
from indexer.errors import BuildError, FieldguideError
from indexer.run_notes import RunNote
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.sampling import sampled
from tests.unit.a_site import Site, numbered

SECRET = "contents-that-nobody-may-see"  # noqa: S105
TOKEN = "a-token-of-sixteen-characters"  # noqa: S105
BEARER = {"Authorization": f"Bearer {TOKEN}"}
NOTES = ["CURRENT", "LAST_RUN.json", "REQUESTS.json", "HOLDS.json"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site-of-staff")
    site.records(*numbered(3))
    assert site.run("index").code == 0
    return site


@pytest.fixture
def client(site: Site) -> FlaskClient:
    config = load_config(site.config)
    client = create_app(config, open_engine(config), reindex_token=TOKEN).test_client()
    assert client.get("/").status_code == 200  # it has a build open
    return client


@pytest.fixture
def fed(tmp_path: Path) -> Iterator[Callable[[Path, bytes], None]]:
    """Put a pipe in a file's place, with a program behind it that gives whoever opens it what the file held."""
    pipes: list[tuple[Path, threading.Thread]] = []
    over = threading.Event()

    def feed(path: Path, content: bytes) -> None:
        path.unlink()
        os.mkfifo(path)

        def write() -> None:
            while not over.is_set():
                try:
                    with path.open("wb") as pipe:
                        pipe.write(content)
                except OSError:  # it was closed before
                    continue

        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        pipes.append((path, thread))

    yield feed
    over.set()
    for path, thread in pipes:
        while thread.is_alive():
            os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
            thread.join(0.01)


def said(client: FlaskClient) -> str:
    """Everything that a server tells anybody, headers too."""
    paths = ("/api/v1/status", "/", "/readyz", "/api/v1/search", "/resources/r00000", "/nowhere")
    answers = [client.get(path) for path in paths]
    return "".join(f"{answer.status_code} {answer.headers} {answer.text}" for answer in answers)


@pytest.mark.parametrize(
    "content",
    [
        SECRET.encode(),
        pytest.param(SECRET.encode() * 200_000, marks=pytest.mark.slow),
        b"\xff\xfe" + SECRET.encode(),
        f"20260101-000000-0000aaaa\n{SECRET}".encode(),
        f"../../{SECRET}".encode(),
        pytest.param(b"\0" * 5_000_000, marks=pytest.mark.slow),
    ],
    ids=["words", "megabytes", "not text", "lines", "a path", "zeros"],
)
def test_what_stands_in_a_damaged_current_is_told_to_nobody(
    site: Site, client: FlaskClient, content: bytes
) -> None:
    (site.builds.root / "CURRENT").write_bytes(content)

    told = said(client)

    assert SECRET not in told
    assert site.root.name not in told
    status = client.get("/api/v1/status").json
    assert status is not None
    assert status["problem"] == "The newest build cannot be read: it is damaged or missing."
    assert status["resources"] == 3
    with pytest.raises(BuildError) as caught:
        site.builds.live()
    assert SECRET not in str(caught.value)
    assert len(str(caught.value)) < 1_000


def test_a_server_without_a_build_tells_as_little(site: Site) -> None:
    (site.builds.root / "CURRENT").write_text(SECRET * 1_000)
    config = load_config(site.config)

    told = said(create_app(config, open_engine(config)).test_client())

    assert SECRET not in told
    assert site.root.name not in told


def test_damage_inside_the_newest_build_is_told_without_its_place(site: Site, client: FlaskClient) -> None:
    site.records(*numbered(4))
    assert site.run("index").code == 0
    live = site.builds.live()
    assert live is not None
    (live.path / "manifest.json").write_text(f'{{"{SECRET}": {"[" * 100_000}')

    told = said(client)

    assert SECRET not in told
    assert site.root.name not in told
    assert "it is damaged or missing" in told


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"outcome": SECRET, "failed": SECRET, SECRET: 1, "started": SECRET, "added": 2}),
        json.dumps({"added": 2, "failures": [f"/srv/{SECRET}"], "removed": {"a": SECRET}, "live": SECRET}),
        json.dumps({"added": 2, "sources_seen_at": f"2026-01-01 {SECRET}", "finished": None}),
    ],
    ids=["words", "names of files", "times"],
)
def test_of_the_last_run_only_figures_are_told(site: Site, client: FlaskClient, content: str) -> None:
    (site.builds.root / "LAST_RUN.json").write_text(content)

    assert SECRET not in said(client)
    status = client.get("/api/v1/status").json
    assert status is not None
    assert status["last_run"] == {"added": 2}


@pytest.mark.parametrize("content", ["[" * 100_000, '{"added": 1' + " " * 5_000_000 + "}", "[]", "\x00"])
@pytest.mark.parametrize("name", ["LAST_RUN.json", "REQUESTS.json"])
def test_a_note_that_cannot_be_read_is_no_note(
    site: Site, client: FlaskClient, name: str, content: str
) -> None:
    (site.builds.root / name).write_text(content)

    assert client.get("/").status_code == 200
    status = client.get("/api/v1/status").json
    assert status is not None
    assert (status["resources"], status["problem"]) == (3, None)
    assert client.get("/api/v1/reindex/0123456789abcdef", headers=BEARER).status_code == 404


def test_of_a_request_only_figures_are_told(site: Site, client: FlaskClient) -> None:
    request_id = "0123456789abcdef"
    told = {"state": "done", "outcome": SECRET, "added": 2, "failures": [SECRET], "url": SECRET}
    (site.builds.root / "REQUESTS.json").write_text(json.dumps({request_id: told, SECRET: told}))

    answer = client.get(f"/api/v1/reindex/{request_id}", headers=BEARER)

    assert answer.json == {
        "id": request_id,
        "state": "done",
        "added": 2,
        "url": f"/api/v1/reindex/{request_id}",
    }
    assert client.get(f"/api/v1/reindex/{SECRET}", headers=BEARER).status_code == 404


@pytest.mark.parametrize("name", sampled(NOTES, 4))
def test_a_pipe_in_the_place_of_a_note_is_not_waited_for(
    site: Site, client: FlaskClient, fed: Callable[[Path, bytes], None], name: str
) -> None:
    path = site.builds.root / name
    held = path.read_bytes() if path.exists() else b'{"added": 77}'
    path.touch()
    fed(path, held)

    assert client.get("/").status_code == 200
    status = client.get("/api/v1/status").json
    assert status is not None
    # What a pipe gives is not believed, even where it would be right.
    if name == "CURRENT":
        assert status["problem"] == "The newest build cannot be read: it is damaged or missing."
    if name == "LAST_RUN.json":
        assert status["last_run"] is None
    if name == "HOLDS.json":
        with pytest.raises(BuildError, match="not a regular file"):
            site.builds.held("any content")


@pytest.mark.parametrize("name", ["CURRENT", "LAST_RUN.json"])
@pytest.mark.parametrize("there", sampled(["a link", "a folder", "a device"], 2))
def test_nothing_else_in_the_place_of_a_note_is_followed(
    site: Site, client: FlaskClient, name: str, there: str
) -> None:
    path = site.builds.root / name
    elsewhere = site.root / "elsewhere"
    path.rename(elsewhere)
    if there == "a link":
        path.symlink_to(elsewhere)
    elif there == "a device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()

    status = client.get("/api/v1/status").json

    assert status is not None
    assert status["resources"] == 3
    assert (status["problem"] is None) == (name != "CURRENT")
    assert (status["last_run"] is None) == (name != "CURRENT")


def test_a_pipe_among_the_files_of_a_build_is_damage(site: Site, fed: Callable[[Path, bytes], None]) -> None:
    build = site.builds.live()
    assert build is not None
    empty = build.path / "topics.jsonl"
    assert empty.stat().st_size == 0  # as a pipe has it
    fed(empty, b"")

    assert [error.what for error in build.verify()] == ["it is not a regular file"]
    with pytest.raises(BuildError, match="not a regular file"):
        build.index()


@pytest.mark.parametrize("name", ["CURRENT.new", "LAST_RUN.json.new"])
def test_a_pipe_that_lies_where_a_note_is_written_is_removed(site: Site, name: str) -> None:
    live = site.builds.live_id()
    assert live is not None
    pipe = site.builds.root / name
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)  # a program that takes what is written there

    site.builds.note_run(RunNote(outcome="published"))
    site.builds.publish(live)
    os.close(reading)

    assert site.builds.live_id() == live
    assert site.builds.last_run() == RunNote(outcome="published")


@pytest.mark.parametrize("there", ["a pipe", "a link"])
def test_the_lock_is_a_file(site: Site, there: str) -> None:
    lock, elsewhere = site.builds.root / "LOCK", site.root / "elsewhere"
    lock.unlink()
    if there == "a pipe":
        os.mkfifo(lock)
    else:
        elsewhere.write_text("precious")
        lock.symlink_to(elsewhere)

    ran = site.run("index")

    assert ran.code == 1
    assert "LOCK: it cannot be written (" in ran.err
    assert there == "a pipe" or elsewhere.read_text() == "precious"


def test_staff_are_told_what_is_wrong_and_how_to_fix_it(site: Site) -> None:
    build = site.builds.live_id()
    (site.builds.root / "CURRENT").write_text(SECRET * 100_000)

    ran = site.run("status", "--json")

    assert ran.code == 0
    assert (
        "CURRENT: it cannot be read (larger than 64 bytes); run: fieldguide publish ID"
        in ran.json()["problem"]
    )
    assert SECRET not in ran.out
    assert site.run("publish", str(build)).code == 0
    assert site.run("status", "--json").json()["problem"] is None


def test_a_manifest_of_gigabytes_is_not_read(site: Site) -> None:
    build = site.builds.live()
    assert build is not None
    with (build.path / "manifest.json").open("r+b") as file:
        file.truncate(4 * 1024**3)

    with pytest.raises(FieldguideError, match="larger than"):
        site.builds.live()
