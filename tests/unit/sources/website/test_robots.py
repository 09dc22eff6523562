"""A robots.txt in; what may be asked for out."""

from pathlib import Path

import pytest

from indexer.sources.website.fetcher import Answer
from indexer.sources.website.response_body import SavedBody
from indexer.sources.website.robots import Robots, closes_index, closes_links, robots_address

SAVED = SavedBody(path=Path("robots.txt"), size=1, content="", head=b"")


def robots(text: str) -> Robots:
    return Robots.of(Answer(status=200, body=SAVED), text.encode())


def test_the_longest_rule_that_matches_decides() -> None:
    rules = robots("User-agent: *\nDisallow: /private\nAllow: /private/open\n")

    assert rules.allows("https://example.org/a")
    assert not rules.allows("https://example.org/private/b")
    assert rules.allows("https://example.org/private/open/c")


def test_the_rules_for_us_go_before_those_for_all() -> None:
    rules = robots("User-agent: *\nDisallow: /\n\nUser-agent: fieldguide\nDisallow: /x\nCrawl-delay: 2.5\n")

    assert rules.allows("https://example.org/a")
    assert not rules.allows("https://example.org/x")
    assert rules.delay == 2.5


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_file_nothing_is_forbidden(status: int) -> None:
    assert Robots.of(Answer(status=status), b"").allows("https://example.org/a")


@pytest.mark.parametrize("status", [0, 429, 500, 503])
def test_a_host_that_fails_is_left_alone(status: int) -> None:
    rules = Robots.of(Answer(status=status), b"")

    assert not rules.allows("https://example.org/a")
    assert rules.away is not None


def test_sitemaps_are_named() -> None:
    assert robots("Sitemap: https://example.org/map.xml\n").sitemaps == ("https://example.org/map.xml",)


def test_bytes_that_are_no_text_are_rules_all_the_same() -> None:
    text = "\ufeffUser-agent: *\nDisallow: /a\n".encode() + b"\xff\xfe\x00"

    assert not Robots.of(Answer(status=200, body=SAVED), text).allows("https://example.org/a")


def test_the_file_is_that_of_the_host_and_its_port() -> None:
    assert robots_address("https://example.org:8443?a=/b") == "https://example.org:8443/robots.txt"


@pytest.mark.parametrize(
    ("directives", "index", "links"),
    [
        ("noindex", True, False),
        ("NOINDEX, NoFollow", True, True),
        ("none", True, True),
        ("index, follow", False, False),
        ("googlebot: noindex", False, False),
        ("googlebot: noindex, nofollow", False, False),
        ("fieldguide: noindex", True, False),
        ("unavailable_after: 25 Jun 2030, noindex", True, False),
        ("", False, False),
    ],
)
def test_directives(directives: str, index: bool, links: bool) -> None:
    assert (closes_index(directives), closes_links(directives)) == (index, links)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_says_the_encoding(encoding: str) -> None:
    rules = "User-agent: *\nDisallow: /private/\n".encode(encoding)

    robots = Robots.of(Answer(status=200, body=SAVED), rules)

    assert not robots.allows("https://example.org/private/a")
