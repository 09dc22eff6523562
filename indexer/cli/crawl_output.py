"""What a crawl would see at an address, as lines for the terminal; pure."""

from collections.abc import Iterator
from typing import Final

from indexer.cli.output import quantity
from indexer.resource import joined_properties
from indexer.sources.website.check import PageCheck

_MAX_LISTED: Final = 20  # links, cards and properties; --json has all
_MAX_VALUES: Final = 3  # of one property


def check_lines(found: PageCheck) -> Iterator[str]:
    """Yield what was found, as people read it."""
    yield found.address
    source = found.source or "none covers this host; checked as if it were a start page"
    delay = f"; crawl delay {found.crawl_delay:g} s" if found.crawl_delay else ""
    facts = {
        "source": source,
        "followed": "yes" if found.refusal is None else f"no: {found.refusal}",
        "robots.txt": found.robots + delay,
        "sitemaps": ", ".join(found.sitemaps),
        "redirects": ", ".join(found.redirects),
        "answer": found.answer + ("; supports conditional requests" if found.conditional else ""),
        "kind": found.kind,
        "id": found.id,
        "title": found.title,
        "canonical": found.canonical,
        "summary": found.summary,
        "text": f"{quantity(found.words, 'word')}, {quantity(found.passages, 'passage')}"
        if found.passages
        else None,
        "begins": found.excerpt,
        "next page": found.next_page,
        "WordPress": _wordpress(found),
    }
    for name, value in facts.items():
        if value:
            yield f"  {name:<11} {value}"
    for problem in found.problems:
        yield f"  problem     {problem}"
    if found.cards:
        yield ""
        yield f"{quantity(len(found.cards), 'card')}:"
        for card in found.cards[:_MAX_LISTED]:
            about = ", ".join(card.types) + (f" | {card.year}" if card.year is not None else "")
            yield f"  {card.title}  [{about}]  {'; '.join(card.topics)}  {card.href or 'without a link'}"
        yield from _more(len(found.cards))
    properties = joined_properties(found.properties, *(card.properties for card in found.cards))
    if properties:
        yield ""
        yield "facets can be read from:"
        for name, values in list(properties.items())[:_MAX_LISTED]:
            yield f"  {name}: {'; '.join(values[:_MAX_VALUES])}{'; …' if len(values) > _MAX_VALUES else ''}"
        yield from _more(len(properties))
    followed = [link for link in found.links if link.rule is None]
    refused = [link for link in found.links if link.rule is not None]
    for title, links in (("followed", followed), ("not followed", refused)):
        if links:
            yield ""
            yield f"{title}: {quantity(len(links), 'link')}"
            yield from (
                f"  {link.address}{f': {link.rule}' if link.rule else ''}" for link in links[:_MAX_LISTED]
            )
            yield from _more(len(links))


def _wordpress(found: PageCheck) -> str | None:
    if found.wordpress is None:
        return None
    if found.wordpress_refusal is not None:
        return f"{found.wordpress}: not used, because {found.wordpress_refusal}"
    return f"{found.wordpress}: used if a start page announces it; wordpress = false switches it off"


def _more(count: int) -> Iterator[str]:
    if count > _MAX_LISTED:
        yield f"  … and {count - _MAX_LISTED:,} more; --json has all"
