"""Requests to re-index: one waits at a time, the next run takes it, and nothing in their folder is believed."""

import os
from pathlib import Path

import pytest

from indexer.errors import FieldguideError
from indexer.run_notes import RequestNote
from indexer.runs.reindexing import WAITING, ReindexRequests
from indexer.runs.report import RunReport
from tests.unit.a_site import Site, numbered


@pytest.fixture
def requests(site: Site) -> ReindexRequests:
    site.records(*numbered(3))
    return site.requests


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def state(requests: ReindexRequests, request_id: str) -> RequestNote:
    known = requests.state(request_id)
    assert known is not None
    return known


def test_a_request_waits_is_taken_by_the_next_run_and_told_what_came_of_it(
    site: Site, requests: ReindexRequests
) -> None:
    request_id, taken = requests.ask()
    assert taken
    assert state(requests, request_id) == RequestNote(state="waiting")

    site.run("index")

    known = state(requests, request_id)
    assert (known.state, known.outcome, known.added) == ("done", "published", 3)
    assert known.started is not None
    assert known.finished is not None
    assert known.started < known.finished
    assert requests.waiting() is None
    assert list((site.root / "var/requests").iterdir()) == []


def test_one_waits_at_a_time(requests: ReindexRequests) -> None:
    first, _ = requests.ask()

    assert requests.ask() == (first, False)
    assert requests.waiting() == first


@pytest.mark.parametrize("words", [("--dry-run",), ("--source", "export")])
def test_a_run_that_does_less_leaves_it_waiting(
    site: Site, requests: ReindexRequests, words: tuple[str, ...]
) -> None:
    request_id, _ = requests.ask()

    site.run("index", *words)

    assert state(requests, request_id) == RequestNote(state="waiting")


def test_a_run_that_fails_is_told_too(site: Site, requests: ReindexRequests) -> None:
    site.export.unlink()
    request_id, _ = requests.ask()

    assert site.run("index").code == 1

    known = state(requests, request_id)
    assert (known.state, known.outcome, known.failed) == ("done", "failed", 2)


def test_what_a_killed_run_had_taken_was_interrupted_and_blocks_nobody(
    site: Site, requests: ReindexRequests
) -> None:
    site.run("index")
    request_id, _ = requests.ask()
    requests.take(now="2026-11-24T07:00:00+00:00")  # and then it was killed
    assert state(requests, request_id).state == "running"

    second, taken = requests.ask()
    site.run("index")

    assert taken
    assert state(requests, request_id).state == "interrupted"
    assert state(requests, second).state == "done"


def test_of_a_request_that_was_never_made_nothing_is_known(requests: ReindexRequests) -> None:
    assert requests.state("0123456789abcdef") is None


@pytest.mark.parametrize("trick", ["text", "huge", "link", "pipe", "folder"])
def test_whatever_lies_there_a_run_is_made_and_nothing_of_it_is_believed(
    site: Site, requests: ReindexRequests, trick: str
) -> None:
    waiting = site.root / "var/requests" / WAITING
    waiting.parent.mkdir(parents=True)
    secret = site.root / "secret"
    secret.write_text("0123456789abcdef")
    match trick:
        case "text":
            waiting.write_text("../../../etc/passwd")
        case "huge":
            waiting.write_bytes(b"a" * 50_000_000)
        case "link":
            waiting.symlink_to(secret)
        case "pipe":
            os.mkfifo(waiting)
        case "folder":
            waiting.mkdir()

    assert requests.waiting() == "0" * 16
    assert site.run("index").code == 0

    assert secret.read_text() == "0123456789abcdef"
    assert requests.state("0123456789abcdef") is None
    assert state(requests, "0" * 16).state in {"done", "waiting"}


def test_only_the_last_hundred_are_remembered(site: Site, requests: ReindexRequests) -> None:
    site.run("index")
    ids = []
    for number in range(103):
        ids.append(requests.ask()[0])
        taken = requests.take(now=str(number))
        assert taken == ids[-1]
        requests.finish(taken, RunReport(outcome="published"))

    assert len(site.builds.requests()) == 100
    assert requests.state(ids[2]) is None
    assert requests.state(ids[3]) is not None


def test_a_folder_that_cannot_be_written_is_said_with_its_mend(site: Site, requests: ReindexRequests) -> None:
    (site.root / "var").mkdir(exist_ok=True)
    (site.root / "var/requests").write_text("a file where the folder should be")

    with pytest.raises(FieldguideError, match="let the web server write to that folder"):
        requests.ask()
