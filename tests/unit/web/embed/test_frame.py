"""The page for frames of other sites: who may show it, and where its links lead."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from indexer.config.settings import EmbedConfig
from searchapp.app import create_app
from searchapp.engine import open_engine
from searchapp.web.embed.frame import opening_tabs
from tests.engines import published
from tests.making import make_resource
from tests.unit.web.conftest import config_in

SITES = ("https://www.example.gov", "https://*.example.org")


@pytest.fixture
def client(tmp_path: Any) -> Any:
    """A library that two other sites may show."""
    resources = (
        make_resource(
            f"r{n:02}",
            title=f"Team {n}",
            text="A crisis team.",
            topics=("Teams", "Crisis"),
            types=("Report",),
        )
        for n in range(15)
    )
    published(tmp_path / "builds", *resources)
    config = config_in(tmp_path).model_copy(update={"embed": EmbedConfig(allowed_origins=SITES)})
    return create_app(config, open_engine(config)).test_client()


def ancestors(response: Any) -> list[str]:
    policies = response.headers["Content-Security-Policy"].split("; ")
    (directive,) = [each for each in policies if each.startswith("frame-ancestors ")]
    return str(directive).split()[1:]


def test_the_sites_that_are_allowed_may_show_it(client: Any) -> None:
    assert ancestors(client.get("/embed/frame?q=crisis")) == ["'self'", *SITES]


@pytest.mark.parametrize("path", ["/", "/search", "/topics/teams", "/resources/r01", "/resources/r01/text", "/help", "/facets/topic", "/reading-list", "/nowhere"])  # fmt: skip
def test_no_site_may_show_another_page(client: Any, path: str) -> None:
    assert ancestors(client.get(path)) == ["'none'"]


def test_unless_sites_are_allowed_none_may(client_for: Callable[..., Any]) -> None:
    assert ancestors(client_for(make_resource("a")).get("/embed/frame")) == ["'self'"]


def test_filters_and_pages_stay_in_the_frame_and_everything_else_opens_a_tab(client: Any) -> None:
    page = BeautifulSoup(
        client.get("/embed/frame?q=crisis&topic=Teams&lang=es").get_data(as_text=True), "lxml"
    )

    inside = [link for link in page.select("a[href]") if link.get("target") != "_blank"]
    outside = [link for link in page.select("a[href]") if link.get("target") == "_blank"]

    assert {urlsplit(str(link["href"])).path for link in inside} <= {"/embed/frame", ""}
    assert any("page=2" in str(link["href"]) for link in inside)
    assert all(link["rel"] == ["noopener"] or "noopener" in link["rel"] for link in outside)
    paths = {urlsplit(str(link["href"])).path for link in outside}
    assert {"/resources/r00", "/search"} <= paths
    assert "/embed/frame" not in paths
    assert page.select_one("#search-form")["action"] == "/embed/frame"  # type: ignore[index]  # it is there


def test_it_finds_and_narrows_as_the_page_of_results_does(client: Any) -> None:
    for query in ("q=crisis", "topic=Teams&sort=title", "q=zeppelin", "type=Report&page=2", ""):
        found = [
            [
                link.get_text()
                for link in BeautifulSoup(
                    client.get(f"{path}?{query}").get_data(as_text=True), "lxml"
                ).select(".entry h3 a")
            ]
            for path in ("/search", "/embed/frame")
        ]
        assert found[0] == found[1], query


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/embed/frame?q=a">', '<a href="/embed/frame?q=a">'),
        ('<a href="/embed/framed">', '<a target="_blank" rel="noopener" href="/embed/framed">'),
        ('<a href="#results">', '<a href="#results">'),
        ('<a class="x" href="/search">', '<a target="_blank" rel="noopener" class="x" href="/search">'),
        ("&lt;a href=&#34;/x&#34;&gt;", "&lt;a href=&#34;/x&#34;&gt;"),
    ],
)
def test_links_elsewhere_open_a_tab(html: str, expected: str) -> None:
    assert opening_tabs(html, "/embed/frame") == expected
