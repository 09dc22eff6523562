"""What is remembered of a crawl: it goes on where it was, and does without what is damaged or gone."""

import sqlite3
from collections.abc import Generator
from contextlib import closing

from indexer.config import load_config
from indexer.sources.registry import open_source
from indexer.sources.source import ScanProgress
from indexer.sources.website.state import CrawlState
from tests.unit.sources.website.site import NoReader, WebLibrary, no_report, page
from tests.unit.sources.website.web_server import WebServer


def test_an_interrupted_crawl_goes_on_where_it_was(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=tuple(f"/p{number}" for number in range(6)))
    for number in range(6):
        web.pages[f"/p{number}"] = page(f"Page {number}")
    source = open_source(load_config(site.config).sources[0])
    crawling = source.resources(NoReader(), no_report)
    assert isinstance(crawling, Generator)
    told = [next(crawling) for _ in range(5)]  # robots.txt and the probe are answers too
    crawling.close()
    before = set(web.paths()) - {"/robots.txt"}

    again = site.index()

    assert isinstance(told[-1], ScanProgress)
    assert len(before) == 4
    assert len(site.ids()) == 7
    assert not before & set(web.paths())
    assert "continuing an interrupted crawl" in again.err


def test_a_damaged_cache_is_told(web: WebServer, two: WebLibrary) -> None:
    state = two.root / "var/websites/hub/state.db"
    state.write_bytes(b"not a database" * 100)

    ran = two.index()

    assert ran.code == 3
    assert "the cache of its pages cannot be used" in ran.err
    assert two.ids() == ["", "a", "b"]


def test_without_its_cache_everything_is_fetched_again_and_is_the_same(
    web: WebServer, two: WebLibrary
) -> None:
    for path in sorted((two.root / "var/websites").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()

    assert "nothing to do" in two.index().out
    assert web.asked("/a")


def test_a_cache_of_another_version_is_set_aside(web: WebServer, two: WebLibrary) -> None:
    state = two.root / "var/websites/hub/state.db"
    with closing(sqlite3.connect(state, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")

    assert "nothing to do" in two.index().out


def test_a_disk_that_takes_no_more_ends_the_scan_and_removes_nothing(web: WebServer, two: WebLibrary) -> None:
    web.pages["/a"] = page("Alpha", "Other words.")
    bodies = two.root / "var/websites/hub/bodies"
    with closing(sqlite3.connect(":memory:")) as connection:
        name = CrawlState(two.root, connection).bodies.spare(web.root).name
    (bodies / name).mkdir()

    ran = two.index()

    assert ran.code == 3
    assert "the cache of its pages cannot be used" in ran.err
    assert two.ids() == ["", "a", "b"]
