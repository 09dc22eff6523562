"""Entries of a crawl that redirected in; which have moved, and which stay as they were, out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.sources.website import entry as outcomes
from indexer.sources.website.entry import Entry, EntryFacts
from indexer.sources.website.moved_pages import moved, settle_moved
from indexer.sources.website.state import CrawlState

NOW = 1_000.0


@pytest.fixture
def state(tmp_path: Path) -> Iterator[CrawlState]:
    with CrawlState.open(tmp_path, "hub") as opened:
        opened.begin("settings", "reading")
        yield opened


def known(state: CrawlState, key: str) -> Entry:
    entry = state.get(key)
    assert entry is not None
    return entry


def settled(state: CrawlState, name: str, **values: str | EntryFacts | None) -> Entry:
    """Keep what came of the page *name*."""
    key, host = f"example.org/{name}", "https://example.org"
    state.meet(key, f"{host}/{name}", host, "page", found_on="example.org")
    state.settle(replace(known(state, key), **values))  # type: ignore[arg-type]
    return known(state, key)


def a_page(state: CrawlState, **values: str | EntryFacts | None) -> Entry:
    return settled(state, "a", **{"outcome": outcomes.PAGE, "body": "a.html", "format": "html"} | values)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ({"outcome": outcomes.LOGIN, "detail": "it asks for a password"}, "which asks for a password"),
        ({"outcome": outcomes.SCRIPTS}, "which has no text without JavaScript"),
        ({"outcome": outcomes.FAILED, "failure": "it answers 500"}, "it answers 500"),
        ({"outcome": outcomes.MOVED, "detail": "example.org/b"}, "without end"),
        (None, "which the crawl did not reach"),
    ],
)
def test_a_page_that_leads_to_nothing_readable_is_what_it_was(
    state: CrawlState, target: dict[str, str] | None, said: str
) -> None:
    state.settle(moved(a_page(state), "example.org/b", NOW))
    if target is not None:
        settled(state, "b", **target)

    kept = list(settle_moved(state, NOW))

    assert [(entry.key, entry.outcome, entry.body) for entry in kept] == [("example.org/a", "page", "a.html")]
    assert said in (known(state, "example.org/a").failure or "")
    assert not list(settle_moved(state, NOW))


@pytest.mark.parametrize("outcome", [outcomes.PAGE, outcomes.GONE, outcomes.CLOSED, outcomes.NOINDEX])
def test_a_page_that_leads_elsewhere_has_moved(state: CrawlState, outcome: str) -> None:
    state.settle(moved(a_page(state), "example.org/b", NOW))
    settled(state, "b", outcome=outcome)

    assert not list(settle_moved(state, NOW))
    assert (known(state, "example.org/a").outcome, known(state, "example.org/a").body) == ("moved", None)


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"facts": EntryFacts(cards="hash")}, outcomes.LISTING),
        ({"format": "pdf", "outcome": outcomes.DOCUMENT}, outcomes.DOCUMENT),
    ],
)
def test_a_listing_stays_one_and_so_does_a_file(
    state: CrawlState, values: dict[str, str | EntryFacts | None], outcome: str
) -> None:
    state.settle(moved(a_page(state, **values), "example.org/b", NOW))

    assert [entry.outcome for entry in settle_moved(state, NOW)] == [outcome]


def test_what_redirected_before_an_interruption_is_still_known(state: CrawlState) -> None:
    again = moved(moved(a_page(state), "example.org/b", NOW), "example.org/c", NOW)

    assert (again.outcome, again.detail, again.body) == ("moved", "example.org/c", "a.html")
