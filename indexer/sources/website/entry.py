"""An entry of a crawl: one address, what it is requested as, and its outcome."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal, Self

Role = Literal["page", "document", "sitemap", "orphan", "api"]

# What may come of an address:
PAGE: Final = "page"  # a page with text; a resource
LISTING: Final = "listing"  # it lists resources and is none
DOCUMENT: Final = "document"  # a file with text
SITEMAP: Final = "sitemap"
API: Final = "api"  # a part of what a REST API lists
MOVED: Final = "moved"  # to the address in `detail`
GONE: Final = "gone"  # 404, 410, or no page links to it any more
MISSING: Final = "missing"  # the server shows its not-found page
CLOSED: Final = "closed"  # robots.txt forbids it
NOINDEX: Final = "noindex"  # it wants to stay out of indexes; its links are followed
LOGIN: Final = "login"  # it asks for a password
SCRIPTS: Final = "scripts"  # it shows no text without JavaScript
OTHER: Final = "other"  # nothing that is read
FAILED: Final = "failed"  # it could never be fetched

READ: Final = frozenset({PAGE, LISTING, DOCUMENT})  # what a body is kept of


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What the crawl reads off a body, and needs again when it is unchanged."""

    links: tuple[tuple[str, bool, bool], ...] = ()  # (address, in the main part, followed), in order
    canonical: str | None = None
    title: str | None = None
    next_page: str | None = None  # of a listing
    cards: str | None = None  # hash of a listing's cards
    sitemaps: tuple[str, ...] = ()  # of an index of sitemaps
    is_cut: bool = False  # whether it leads to more than `links` and `sitemaps` hold
    api: str | None = None  # where a page says that a REST API is
    # Of a page that came through a REST API:
    version: str | None = None  # by which the API shows that it changed
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    year: int | None = None
    post: int | None = None  # its number there
    # Of a part of a REST API:
    posts: tuple[tuple[str, str], ...] = ()  # (address, version) of what it lists
    media: tuple[tuple[str, int], ...] = ()  # (address of a file, number of the post it belongs to)

    def packed(self) -> bytes:
        """Return it as bytes."""
        return zlib.compress(json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "replace"), 1)


def facts_from(packed: bytes | None) -> EntryFacts:
    """Return what `packed` gave."""
    if packed is None:
        return EntryFacts()
    values: Mapping[str, Any] = json.loads(zlib.decompress(packed))
    links = tuple((address, bool(in_main), bool(follow)) for address, in_main, follow in values["links"])
    lists = {name: tuple(values[name]) for name in ("sitemaps", "types", "topics")}
    pairs = {name: tuple((one, other) for one, other in values[name]) for name in ("posts", "media")}
    return EntryFacts(**{**values, "links": links, **lists, **pairs})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One address."""

    key: str
    address: str
    host: str
    role: Role
    pinned: bool = False
    found_on: str | None = None
    tries: int = 0
    outcome: str | None = None
    detail: str | None = None
    failure: str | None = None
    fetched: float | None = None
    etag: str | None = None
    last_modified: str | None = None
    content: str | None = None
    format: str | None = None
    body: str | None = None
    facts: EntryFacts = field(default_factory=EntryFacts)

    @property
    def is_named(self) -> bool:
        """Whether the settings name it."""
        return self.pinned and self.found_on is None

    @property
    def is_entrance(self) -> bool:
        """Whether it is asked for because of what it leads to, and not because a page links to it."""
        return self.is_named or self.role == "sitemap"

    def emptied(self, outcome: str, why: str, now: float, facts: EntryFacts | None = None) -> Self:
        """Return it with an outcome of which no body is kept; without validators, it is looked at anew each time."""
        return replace(
            self,
            outcome=outcome,
            detail=why,
            failure=None,
            fetched=now,
            etag=None,
            last_modified=None,
            content=None,
            format=None,
            body=None,
            facts=facts or EntryFacts(),
        )
