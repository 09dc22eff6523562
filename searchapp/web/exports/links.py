"""A search in; what its page offers to take away, out."""

from dataclasses import dataclass
from typing import Final

from searchapp.engine.messages import message
from searchapp.engine.request import SearchRequest
from searchapp.web.addresses import SEARCH_PATH, Addresses, state_of
from searchapp.web.translations.current import _

MAX_RESULTS: Final = 1_000  # of one search: more are no list that anyone reads, but the library
FEED: Final = "atom"
_LABELS: Final = {
    "csv": message("Table (CSV)"),
    "ris": message("References (RIS)"),
    FEED: message("Feed (Atom)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLink:
    """One form in which the results can be taken away."""

    label: str
    path: str  # where it is, without what is asked
    address: str | None  # None: too long, a button of the search form asks for it


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLinks:
    """All of them."""

    links: tuple[ExportLink, ...]
    feed: str | None  # the address of the feed; None: too long
    limit: int | None  # so many results, the first, are in them; None: all


def export_address(
    links: Addresses, kind: str, asked: SearchRequest, *, within: str | None = None, page: int = 1
) -> str:
    """Return where a *kind* of export of *asked* is, *within* the topic with that slug; *page* is which of its pages."""
    pairs = state_of(asked)
    if within is not None:
        pairs.append(("within", within))
    if page != 1:
        pairs.append(("page", page))
    if asked.exact:
        pairs.append(("exact", 1))
    return links.page(f"{SEARCH_PATH}.{kind}", pairs)


def export_links(
    asked: SearchRequest, total: int, links: Addresses, *, within: str | None, linked: bool
) -> ExportLinks:
    """Return the exports of *asked*, *within* the topic with that slug; not *linked*: their addresses are too long."""
    addresses = {kind: export_address(links, kind, asked, within=within) for kind in _LABELS}
    return ExportLinks(
        links=tuple(
            ExportLink(
                label=_(label),
                path=addresses[kind].partition("?")[0],
                address=addresses[kind] if linked else None,
            )
            for kind, label in _LABELS.items()
        ),
        feed=addresses[FEED] if linked else None,
        limit=MAX_RESULTS if total > MAX_RESULTS else None,
    )
