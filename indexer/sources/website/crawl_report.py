"""A crawl that has ended in; its failures, and what else editors should know about it, out."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from indexer.config.website import WebsiteSource
from indexer.errors import ReadError
from indexer.sources.source import Report
from indexer.sources.website import entry as outcomes
from indexer.sources.website.entry import Entry
from indexer.sources.website.frontier import MAX_NESTED, Cut, Frontier
from indexer.sources.website.page_facts import MAX_LINKS
from indexer.sources.website.sitemap import MAX_ENTRIES
from indexer.sources.website.start_pages import AnnouncedApi
from indexer.sources.website.state import CrawlState
from indexer.sources.website.wordpress import base_of

_OUTCOME_NOTES: Final = {
    outcomes.LOGIN: ("asks for a password and is not read", "ask for a password and are not read"),
    outcomes.SCRIPTS: (
        "has no text without JavaScript and is not read",
        "have no text without JavaScript and are not read",
    ),
    outcomes.NOINDEX: ("asks not to be indexed", "ask not to be indexed"),
    outcomes.CLOSED: ("is closed by robots.txt", "are closed by robots.txt"),
}
_AWAY: Final = "their last copies are kept; run index again when the host answers"
_PRIVATE: Final = "if it is a host of your intranet, name it in allow_private; otherwise exclude it with deny"
_CUT: Final[dict[Cut, str]] = {
    "sitemap": f"has more than {MAX_ENTRIES:,} addresses, and only the first are followed; split it into several",
    "page": f"has more than {MAX_LINKS:,} links, and only the first are followed; list its pages in a sitemap",
    "nested": f"is an index in {MAX_NESTED} other indexes of sitemaps, and is not followed; list its sitemaps in the first of them",
}
_EXAMPLES: Final = 3


def report_failures(state: CrawlState, source: str, report: Report) -> None:
    """Report what could not be fetched; what is wrong with a whole host is one line."""
    hosts: dict[tuple[str, str], int] = defaultdict(int)
    for entry in state.failures():
        why = entry.failure or ""
        if why.startswith(("the host is left alone", "its robots.txt")):
            hosts[entry.host, why] += 1
            continue
        report(ReadError(why, where=f"{source}/{entry.key}", fix=_fix(entry.outcome)))
    for (host, why), count in hosts.items():
        noun = "address" if count == 1 else "addresses"
        report(
            ReadError(
                f"{count:,} {noun} of it could not be fetched, because {why}",
                where=f"{source}: {host}",
                fix=_PRIVATE if "a private, local or reserved address" in why else _AWAY,
            )
        )


def crawl_notes(state: CrawlState, frontier: Frontier, config: WebsiteSource) -> Iterator[str]:
    """Yield what was left out, and why."""
    source, counts = config.name, state.counts()
    for outcome, (one, many) in _OUTCOME_NOTES.items():
        count = counts.get(outcome, 0)
        if count:
            some = [entry.address for entry, _ in zip(state.having(outcome), range(_EXAMPLES), strict=False)]
            said = f"1 address {one}" if count == 1 else f"{count:,} addresses {many}"
            yield f"{source}: {said}, such as {', '.join(some)}"
    for rule, count in frontier.trapped.most_common():
        examples = ", ".join(frontier.examples[rule])
        quantity = "1 link was" if count == 1 else f"{count:,} links were"
        yield f"{source}: {quantity} not followed, because {rule}: {examples}"
    for address, kind in islice(frontier.cut.items(), _EXAMPLES):
        yield (
            f"{source}: {address} {_CUT[kind]}. Until then, "
            "pages are removed only if their own addresses say that they are gone"
        )
    if frontier.truncated:
        yield f"{source}: the crawl ended at max_pages = {config.max_pages:,}; pages that it did not reach are kept"


def wordpress_notes(
    state: CrawlState, api: AnnouncedApi, config: WebsiteSource, report: Report
) -> Iterator[str]:
    """Yield whether the REST API was used, and what it does not show; report that it was not found where it is required."""
    required, closed = config.wordpress_use == "required", list(_closed_parts(state))
    named = f"{config.name}: WordPress' REST API, {api.address}"
    used = any(entry.role == "api" for entry in state.having(outcomes.API))
    if used:
        if not required:
            yield f"{named}, was used; wordpress = false switches it off"
        if closed:
            parts = ", ".join(base_of(entry.address) for entry in closed)
            yield f"{named}, does not show {parts} ({closed[0].detail}): their pages are read as HTML"
        return
    why = api.refusal or next((entry.detail for entry in closed), None)
    if why is None:
        return  # it failed, and that is reported
    if required:
        fix = "set api of wordpress to its address, or wordpress to false"
        report(
            ReadError(
                f"no REST API of WordPress was found ({why})", where=f"{config.name}: {api.address}", fix=fix
            )
        )
    else:
        yield f"{named}, is not used, because {why}: pages are read as HTML"


def _closed_parts(state: CrawlState) -> Iterator[Entry]:
    yield from (entry for entry in state.having(outcomes.OTHER) if entry.role == "api")


def _fix(outcome: str | None) -> str:
    if outcome in outcomes.READ:
        return "the last copy is kept; run index again when it can be read"
    return "check it in a browser, or exclude it with deny"
