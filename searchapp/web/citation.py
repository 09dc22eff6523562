"""A resource or one of its passages in; its citation out, as APA 7 has works whose author is not named."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from indexer.control_characters import clean_line
from searchapp.engine.results import Hit, HitPassage
from searchapp.web.addresses import Addresses
from searchapp.web.labels import clock, names_line
from searchapp.web.shortening import HEAD, NAME, shortened
from searchapp.web.translations.current import _

_END: Final = (".", "?", "!", "…")


class Citation(NamedTuple):
    """What can be pasted into a text, and the address that belongs behind it."""

    text: str  # on one line, with the address where that has a host
    address: str | None = None  # else, where the site's host is not configured: for a browser to complete


def citation(hit: Hit, library: str, links: Addresses, passage: HitPassage) -> Citation:
    """Return the citation of a *passage* of *hit* in the *library* with that name; *links* make addresses with a host, if one is configured.

    "Building a Team [Guidebook/Tool]. (2025). “Shifts,” p. 6. The Library. https://…#page=10"
    """
    return _citation(_work(hit), _place(passage), library, links.passage(hit, passage))


def citations(hit: Hit, passages: Iterable[HitPassage], library: str, links: Addresses) -> list[Citation]:
    """Return the citation of *hit*, then those of *passages* of it, each once."""
    work = _work(hit)
    every = [_citation(work, "", library, links.hit(hit))]
    every += [_citation(work, _place(passage), library, links.passage(hit, passage)) for passage in passages]
    return list(dict.fromkeys(every))


def _citation(work: str, place: str, library: str, address: str) -> Citation:
    parts = [work, *([_closed(place)] if place else []), _closed(clean_line(library))]
    # A site of which the host is not configured has addresses that begin with a slash.
    if address.startswith("/"):
        return Citation(text=" ".join(parts), address=address)
    return Citation(text=" ".join((*parts, address)))


def _work(hit: Hit) -> str:
    """Return "Building a Team [Guidebook/Tool]. (2025)."."""
    types = names_line(hit.types)
    title = shortened(clean_line(hit.title), HEAD)
    year = f"({hit.year})" if hit.year else _("(n.d.)")
    return f"{_closed(f'{title} [{types}]' if types else title)} {year}."


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
