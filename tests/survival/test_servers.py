"""The production server while the folder of builds is taken away under it and made again."""

import json
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from benchmarks.surviving.server import served_site
from tests.processes import PATIENCE
from tests.unit.a_site import Site, numbered

LOOKS = 2_000  # a new build is seen at the next request; so many requests would take seconds


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path, serve="workers = 1")
    site.records(*numbered(40))
    site.run("index")
    return site


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served_site(site.config) as server:
        yield server.address


def answer(address: str, path: str) -> Any:
    with urlopen(f"{address}/api/v1/{path}", timeout=PATIENCE) as response:
        return json.load(response)


@pytest.mark.slow  # a second server
def test_it_answers_on_without_any_build_on_disk_and_follows_the_next(site: Site, address: str) -> None:
    live = site.builds.live_id()
    assert answer(address, "search?q=words")["total"] == 40

    shutil.rmtree(site.builds.root)

    for path in ("search?q=words", "search?q=resource&sort=newest", "search"):
        answered = answer(address, path)
        assert (answered["total"], answered["build"]["id"]) == (40, live)
    assert answer(address, "resources/r00007")["title"]
    assert "cannot be read" in answer(address, "status")["problem"]

    site.records(*numbered(50))
    assert site.run("index").code == 0
    looks = count()
    while answer(address, "search?q=words")["total"] != 50:
        assert next(looks) < LOOKS
    assert answer(address, "status")["problem"] is None


def test_it_answers_on_over_a_damaged_new_build_and_says_so(site: Site, address: str) -> None:
    assert answer(address, "search?q=words")["total"] == 40
    site.records(*numbered(41))
    site.run("index")
    live = site.builds.live()
    assert live is not None

    (live.path / "manifest.json").write_text("{")

    assert answer(address, "search?q=words")["total"] == 40
    assert "cannot be read" in answer(address, "status")["problem"]
    assert site.run("index").code == 0
    looks = count()
    while answer(address, "search?q=words")["build"]["id"] != site.builds.live_id():
        assert next(looks) < LOOKS
    assert answer(address, "search?q=words")["total"] == 41
