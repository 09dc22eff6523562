"""A reading list in, Markdown out: a packet of quotes to paste into a memo, each with its place and its address."""

import re
from collections.abc import Iterator
from typing import Final

from indexer.control_characters import clean_line
from searchapp.engine.results import Hit
from searchapp.web.addresses import Addresses
from searchapp.web.exports.reference import as_uri
from searchapp.web.labels import HEADING_DIVIDER, location_label, names_line
from searchapp.web.reading_list.packet import Packet, PacketResource, Quote
from searchapp.web.translations.current import _

# Signs that Markdown reads as more than themselves anywhere in a line; and what does so only where a line begins.
_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>&~#]")
_AT_START: Final = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def markdown(packet: Packet, *, title: str, note: str, links: Addresses) -> bytes:
    """Return *packet* under *title*, with *note* below it: when it was made, and from which build."""
    lines = [f"# {literal(title)}", "", literal(note), ""]
    for each in packet.resources:
        lines += _resource(each, links)
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def literal(text: str) -> str:
    """Return *text* on one line, so that Markdown shows it as it is."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", clean_line(text))
    return _AT_START.sub(_escaped_start, escaped)


def _escaped_start(start: re.Match[str]) -> str:
    blank, sign = start.groups()
    # A backslash makes signs plain, not digits: there it stands before the full stop behind them.
    return f"{blank}{sign}\\" if sign.isdecimal() else f"{blank}\\{sign}"


def _resource(each: PacketResource, links: Addresses) -> Iterator[str]:
    hit = each.hit
    facts = " | ".join(filter(None, (names_line(hit.types), str(hit.year or ""))))
    yield f"## {literal(hit.title)}"
    yield ""
    if facts:
        yield literal(facts)
        yield ""
    yield f"<{as_uri(links.hit(hit))}>"
    yield ""
    for quote in each.quotes:
        yield from _quote(hit, quote, links)


def _quote(hit: Hit, quote: Quote, links: Addresses) -> Iterator[str]:
    passage = quote.passage
    if passage is None:
        yield literal(
            _("A passage that was on this list is no longer in this publication: its text has changed.")
        )
        yield ""
        return
    for paragraph in filter(None, map(str.strip, passage.text.split("\n"))):
        yield f"> {literal(paragraph)}"
        yield ">"
    path = passage.place.heading
    above = path[1:] if path[:1] == (hit.title,) else path
    where = ", ".join(filter(None, (HEADING_DIVIDER.join(above), location_label(passage))))
    # In the characters of a URI there is no angle bracket.
    address = f"<{as_uri(links.passage(hit, passage))}>"
    yield f"> — {literal(where)}: {address}" if where else f"> — {address}"
    yield ""
