"""A resource or one of its passages in; its citation out, as APA 7 has works whose author is not named."""

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.control_characters import clean_line
from searchapp.engine.results import Hit, HitPassage
from searchapp.web.addresses import Addresses, web_address
from searchapp.web.labels import clock, names_line
from searchapp.web.shortening import HEAD, NAME, shortened
from searchapp.web.translations.current import _

_END = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What can be pasted into a text, and the address that belongs behind it."""

    text: str  # on one line, with the address where that has a host
    address: str | None  # where the site's own host is not configured: the path, for a browser to complete


def citation(
    hit: Hit, library: str, links: Addresses, api_links: Addresses, passage: HitPassage | None = None
) -> Citation:
    """Return the citation of *hit* in the *library* with that name, or of a *passage* of it.

    "Building a Team [Guidebook/Tool]. (2025). “Shifts,” p. 6. The Library. https://…#page=10": *api_links* make the address that has
    a host, if one is configured, *links* the one that a browser can complete.
    """
    types = names_line(hit.types)
    title = shortened(clean_line(hit.title), HEAD)
    parts = [
        f"{title} [{types}]" if types else title,
        f"({hit.year})" if hit.year else _("(n.d.)"),
        _place(passage) if passage is not None else "",
        clean_line(library),
    ]
    address = web_address(api_links.passage(hit, passage) if passage is not None else api_links.hit(hit))
    own = links.passage(hit, passage) if passage is not None else links.hit(hit)
    return Citation(
        text=" ".join((*map(_closed, filter(None, parts)), *((address,) if address else ()))),
        address=None if address else own,
    )


def citations(
    hit: Hit, passages: Iterable[HitPassage], library: str, links: Addresses, api_links: Addresses
) -> list[Citation]:
    """Return the citation of *hit*, then those of *passages* of it, each once."""
    every = (citation(hit, library, links, api_links, passage) for passage in (None, *passages))
    return list(dict.fromkeys(every))


def _place(passage: HitPassage) -> str:
    """Return "“Shifts,” p. 6": the innermost heading, and the page as it is printed."""
    place = passage.place
    heading = shortened(clean_line(place.heading[-1]), NAME) if place.heading else ""
    if place.page is not None:
        page = _("p. %(page)s", page=shortened(clean_line(place.page_label or ""), NAME) or place.page)
        return _("“%(heading)s,” %(place)s", heading=heading, place=page) if heading else page
    if place.seconds is not None:
        return clock(place.seconds)
    return _("“%(heading)s”", heading=heading) if heading else ""


def _closed(part: str) -> str:
    return part if part.endswith(_END) else f"{part}."
