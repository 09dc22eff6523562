"""An address in; what a crawl would find there, follow and leave out, out. Nothing is stored."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from indexer.config.website import WebsiteSource
from indexer.errors import ConfigError, ReadError
from indexer.readers.outcome import Card, ReadResult
from indexer.slug import permanent_slug
from indexer.sources.website.address_guard import AddressGuard
from indexer.sources.website.addresses import host_of, joined, key_of, normalized, readable
from indexer.sources.website.cards import SelectedCards
from indexer.sources.website.certificates import verifying
from indexer.sources.website.connection import Resolver, resolved
from indexer.sources.website.fetcher import Answer, Fetcher, user_agent
from indexer.sources.website.hosts import Host
from indexer.sources.website.listing_pages import next_page
from indexer.sources.website.media_types import format_at, is_document, is_not_read, limit_of
from indexer.sources.website.not_found import impossible_address
from indexer.sources.website.page_facts import WORDPRESS, PageFacts, header_link, page_facts
from indexer.sources.website.page_kind import kind_of
from indexer.sources.website.politeness import HostPace
from indexer.sources.website.robots import Robots
from indexer.sources.website.scope import Traps, page_parameters, scope_of
from indexer.sources.website.start_pages import AnnouncedApi, announced
from indexer.sources.website.stated_charset import FORMATS, recode
from indexer.sources.website.wordpress import types_address

_MAX_HOPS: Final = 5
_CLOSED: Final = "robots.txt forbids it"
_EXCERPT: Final = 300  # characters of the text that are shown
KINDS: Final = {
    "page": "a page",
    "listing": "a listing page",
    "moved": "a page that sends its visitors on",
    "login": "a page that asks for a password; it is not indexed",
    "scripts": "a page without text when JavaScript does not run; it is not indexed",
    "missing": "the not-found page of its server; it is not indexed",
    "noindex": "a page that asks not to be indexed; its links are followed",
}

Read = Callable[
    [Path, str, str], ReadResult
]  # a body, its format, and what to call it in errors; raises ReadError


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLink:
    """One link on the page."""

    address: str
    rule: str | None  # that keeps the crawl from it; None: it would be followed


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCheck:
    """What a crawl would see at an address."""

    address: str  # as it is fetched
    source: str | None  # whose settings were used; None: none, as of a source that begins here
    refusal: str | None = None  # the rule of the settings against it
    robots: str = ""  # what robots.txt says of it
    crawl_delay: float = 0.0
    sitemaps: tuple[str, ...] = ()  # that robots.txt names
    redirects: tuple[str, ...] = ()
    answer: str = ""
    conditional: bool = False  # whether it can be asked for conditionally
    kind: str | None = None
    id: str | None = None  # of the resource
    title: str | None = None
    canonical: str | None = None
    summary: str | None = None
    passages: int = 0
    words: int = 0
    excerpt: str = ""
    cards: tuple[Card, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # of the page: facets may be read from them
    next_page: str | None = None  # of a listing
    links: tuple[CheckedLink, ...] = ()
    wordpress: str | None = None  # where its REST API is
    wordpress_refusal: str | None = None  # why it is not used
    problems: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)


def source_for(
    address: str, sources: Sequence[WebsiteSource], named: str | None
) -> tuple[WebsiteSource, str | None]:
    """Return the source whose settings hold for *address*, and its name; without one, as if a crawl began there."""
    for source in sources:
        if named == source.name or (named is None and scope_of(source).is_known_host(address)):
            return source, source.name
    return WebsiteSource(name="check", kind="website", start=(address,), contact="run@hand"), None


def check_page(
    asked: str,
    sources: Sequence[WebsiteSource],
    read: Read,
    *,
    named: str | None = None,
    resolve: Resolver = resolved,
) -> PageCheck:
    """Return what a crawl would see at *asked*; raises ConfigError where it is no address."""
    address = normalized(asked)
    if address is None:
        raise ConfigError(
            "it is not an address that can be fetched",
            where=asked,
            fix="name one that begins with http:// or https://",
        )
    source, name = source_for(address, sources, named)
    with tempfile.TemporaryDirectory(prefix="fieldguide-") as folder:
        fetcher = Fetcher(
            guard=AddressGuard(source.allow_private),
            agent=user_agent(source.contact if name is not None else None),
            resolve=resolve,
            tls=verifying(source.ca_bundle, source.name),
        )
        with fetcher:
            return _Checking(source, name, fetcher, Path(folder), read).check(address)


class _Checking:
    """One check."""

    def __init__(
        self, source: WebsiteSource, name: str | None, fetcher: Fetcher, folder: Path, read: Read
    ) -> None:
        self._source = source
        self._name = name
        self._fetcher = fetcher
        self._folder = folder
        self._read = read
        self._scope = scope_of(source)
        self._robots_read: dict[str, Robots] = {}  # by host
        parameter = source.listing.page_parameter if source.listing is not None else None
        self._page_parameter = parameter
        self._parameters = page_parameters(parameter)

    def check(self, address: str) -> PageCheck:
        """Return what would be seen at *address*, and where it leads."""
        checked = PageCheck(address=address, source=self._name, refusal=self._refusal(address))
        hops: list[str] = []
        for _ in range(_MAX_HOPS + 1):
            robots = self._robots(address)
            said = robots.away or ("" if robots.allows(address) else _CLOSED)
            checked = replace(
                checked,
                robots=said or "allowed",
                crawl_delay=robots.delay,
                sitemaps=robots.sitemaps,
                redirects=tuple(hops),
            )
            if said:
                return replace(checked, answer="not requested")
            self._wait()
            answer = self._fetcher.fetch(
                address,
                self._folder / "body",
                limit=lambda kind, at=address: limit_of(kind, at, "page"),  # type: ignore[misc]
            )
            target = joined(address, answer.location) if answer.location is not None else None
            if target is None:
                return self._answered(checked, address, answer)
            hops.append(target)
            refusal = self._refusal(target)
            if refusal is not None:
                answered = f"{answer.status}, redirects to {target}, which is not followed: {refusal}"
                return replace(checked, redirects=tuple(hops), answer=answered)
            address = target
        return replace(checked, answer=f"more than {_MAX_HOPS} redirects")

    def _answered(self, checked: PageCheck, address: str, answer: Answer) -> PageCheck:
        if answer.error is not None:
            return replace(checked, answer=answer.error)
        if answer.body is None:
            what = answer.media_type or "no media type"
            read = ", which is not read" if answer.status == 200 else ""
            return replace(checked, answer=f"{answer.status} {what}{read}")
        said = f"{answer.status} {answer.media_type}, {answer.body.size:,} bytes"
        checked = replace(
            checked,
            answer=said,
            conditional=bool(answer.headers.get("etag") or answer.headers.get("last-modified")),
            id=permanent_slug(readable(key_of(address))),
        )
        form = format_at(answer.media_type, address, answer.body.head)
        if form is None:
            return replace(checked, answer=f"{said}, which is not read")
        if form in FORMATS:
            recode(answer.body.path, answer.headers.get("content-type", ""))
        if form == "html":
            return self._page(checked, address, answer, answer.body.path)
        return self._with_text(replace(checked, kind=f"a file: {form}"), answer.body.path, form)

    def _page(self, checked: PageCheck, address: str, answer: Answer, path: Path) -> PageCheck:
        data = path.read_bytes()
        robots, refresh = answer.headers.get("x-robots-tag", ""), answer.headers.get("refresh", "")
        facts = page_facts(data, address, robots_header=robots, refresh_header=refresh)
        self._wait()
        probe = self._host(address).probe(impossible_address(address))
        kind: str = "missing" if probe.is_like(facts) else kind_of(facts)
        checked = replace(
            checked,
            canonical=facts.canonical,
            title=facts.heading or facts.title,
            links=tuple(self._links(facts)),
        )
        api = facts.wordpress or header_link(answer.headers.get("link", ""), WORDPRESS)
        if api is not None:
            refusal = self._api_refusal(announced(api, address, self._scope))
            checked = replace(checked, wordpress=api, wordpress_refusal=refusal)
        if kind == "page":
            checked = self._with_text(checked, path, "html")
            if self._source.listing is not None and self._source.listing.card is not None:
                checked = replace(checked, cards=SelectedCards(self._source.listing).cards(data))
            kind = "listing" if checked.cards else kind
        onward = next_page(address, facts, self._parameters, self._page_parameter) if checked.cards else None
        return replace(checked, kind=KINDS[kind], next_page=onward)

    def _api_refusal(self, api: AnnouncedApi) -> str | None:
        """Return why pages do not come through the API that the page announces; it is asked once."""
        if self._source.wordpress_use == "never":
            return "wordpress is false"
        if api.refusal is not None:
            return api.refusal
        types = types_address(api.address)
        robots = self._robots_read.get(host_of(types)) or self._robots(types)
        if not robots.allows(types):
            return robots.away or _CLOSED
        self._wait()
        limit = limit_of("application/json", types, "api")
        answer = self._fetcher.fetch(
            types, self._folder / "api", limit=lambda kind: limit if kind == "application/json" else 0
        )
        if answer.body is not None:
            return None
        return answer.error or f"it answers {answer.status} {answer.media_type}".rstrip()

    def _with_text(self, checked: PageCheck, path: Path, form: str) -> PageCheck:
        try:
            result = self._read(path, form, checked.address)
        except ReadError as error:
            return replace(checked, problems=(*checked.problems, f"{error.what}; {error.fix}"))
        text = " ".join(passage.text for passage in result.passages)
        return replace(
            checked,
            title=result.title or checked.title,
            summary=result.summary,
            passages=len(result.passages),
            words=len(text.split()),
            excerpt=" ".join(text[: _EXCERPT * 2].split())[:_EXCERPT],
            cards=result.cards,
            properties=result.properties,
        )

    def _links(self, facts: PageFacts) -> Iterator[CheckedLink]:
        traps = Traps(page_parameters=self._parameters)
        for link in facts.links:
            rule = (
                "it is marked nofollow" if facts.nofollow or not link.follow else self._refusal(link.address)
            )
            if rule is None and not is_document(link.address):
                rule = traps.refusal(link.address)
            robots = self._robots_read.get(host_of(link.address))
            if rule is None and robots is not None and not robots.allows(link.address):
                rule = _CLOSED
            yield CheckedLink(address=link.address, rule=rule)

    def _refusal(self, address: str) -> str | None:
        if is_document(address):
            return self._scope.document_refusal(address)
        if is_not_read(address):
            return "files of its kind are not read"
        return self._scope.page_refusal(address)

    def _robots(self, address: str) -> Robots:
        self._wait()
        robots = self._robots_read[host_of(address)] = self._host(address).read_robots()
        return robots

    def _host(self, address: str) -> Host:
        pace = HostPace(interval=1 / self._source.rate, clock=time.monotonic)
        return Host(name=host_of(address), fetcher=self._fetcher, pace=pace, spare=self._folder / "part")

    def _wait(self) -> None:
        time.sleep(1 / self._source.rate)
