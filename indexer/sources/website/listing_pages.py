"""A listing page in; the address of the page that follows it, out."""

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from indexer.readers.outcome import Card
from indexer.sources.website.addresses import parameters, with_parameter
from indexer.sources.website.page_facts import PageFacts

MAX_PAGES: Final = 1_000  # of one listing
_FOLDER: Final = re.compile(r"/page/(\d{1,4})/?$")
_PLUGIN: Final = "sf_paged"  # WordPress' "Search & Filter", whose pager scripts may draw


def next_page(address: str, facts: PageFacts, known: Sequence[str], configured: str | None) -> str | None:
    """Return the address of the page behind the listing page at *address*; None: nothing says what it is called.

    A pager may show the first pages and the last one only, or be drawn by a script: the number is counted on, and the
    walk ends at the first page without cards, or with those of the page before it.
    """
    shown = _shown_parameter(address, facts, known)
    if shown is not None:
        return _counted_on(address, shown)
    folder = _next_folder(address, facts)
    if folder is not None:
        return folder
    if configured is not None:
        return _counted_on(address, configured)
    return _counted_on(address, _PLUGIN) if facts.pager_markup else None


def _counted_on(address: str, name: str) -> str | None:
    value = parameters(address).get(name, "1")
    number = int(value) if value.isdecimal() and len(value) < 6 else 1
    return None if number >= MAX_PAGES else with_parameter(address, name, str(number + 1))


def _next_folder(address: str, facts: PageFacts) -> str | None:
    """Return the address of the page behind one of a listing whose pages are "/page/2/"."""
    parts = urlsplit(address)
    match = _FOLDER.search(parts.path)
    number = int(match[1]) if match else 1
    base = parts.path[: match.start()] if match else parts.path.rstrip("/")
    paths = {urlsplit(link.address).path.rstrip("/") for link in facts.links}
    linked = any(re.fullmatch(rf"{re.escape(base)}/page/\d+", path) for path in paths)
    if number >= MAX_PAGES or not (match is not None or linked):
        return None
    return urlunsplit(parts._replace(path=f"{base}/page/{number + 1}/"))


def cards_hash(cards: Sequence[Card]) -> str:
    """Return what is equal if the cards of two listing pages are the same: some servers answer the last page for ever."""
    row = json.dumps([(card.title, card.href) for card in cards]).encode()
    return hashlib.blake2b(row, digest_size=12).hexdigest()


def _shown_parameter(address: str, facts: PageFacts, names: Sequence[str]) -> str | None:
    """Return the parameter that leads through the listing, if the page has it, or links to itself with it."""
    path = urlsplit(address).path.rstrip("/")
    linked = [
        parameters(link.address) for link in facts.links if urlsplit(link.address).path.rstrip("/") == path
    ]
    for name in names:
        if any(one.get(name, "").isdecimal() for one in (parameters(address), *linked)):
            return name
    return None
