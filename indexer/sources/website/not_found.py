"""Recognizes soft 404s: pages that a server answers with 200 in place of what it does not have.

A host is asked for an address that cannot exist. Most answer 404 and need no more. Some show a page that says "not found", or lead
to one: a page that is removed later looks just like it, and would stay in the index for ever.
"""

import secrets
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from indexer.sources.website.page_facts import PageFacts

# A not-found page may show the address that was asked for, the date, and what is popular today.
_OWN_WORDS: Final = 0.06  # share of a page's words that stand only on it
_FEW_WORDS: Final = 4
_SAME_LENGTH: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundAnswer:
    """What a host answered for an address that cannot exist."""

    target: str | None = None  # it led there
    facts: PageFacts | None = None  # it showed this page, with 200
    asks_password: bool = False  # where it led to

    def is_login(self, address: str) -> bool:
        """Return whether *address* is the page for logging in that every address leads to, whatever parameters it has."""
        if self.target is None or not self.asks_password:
            return False
        return urlsplit(address)[:3] == urlsplit(self.target)[:3]

    def is_like(self, facts: PageFacts) -> bool:
        """Return whether a page is the one that is shown for what does not exist."""
        if self.facts is None or not facts.words:
            return False
        if facts.title != self.facts.title and facts.heading != self.facts.heading:
            return False
        own = facts.words - self.facts.words
        alike = len(own) <= max(_FEW_WORDS, _OWN_WORDS * len(facts.words))
        return alike and len(facts.words) >= _SAME_LENGTH * len(self.facts.words)


def impossible_address(address: str, folder: str = "/") -> str:
    """Return an address in *folder* of the same host that cannot exist."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{folder}{secrets.token_hex(12)}"


def folder_of(address: str) -> str:
    """Return the folder that a page lies in, as its siblings do."""
    path = urlsplit(address).path
    return path.rstrip("/").rpartition("/")[0] + "/"
