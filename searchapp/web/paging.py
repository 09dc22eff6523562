"""A total and a page in, the pages to offer out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from searchapp.engine.request import SearchRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A numbered page of a list."""

    number: int | None  # None: a gap
    address: str | None = None  # None: the page shown now, or too long: a button of the form asks for it
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where the reader is in a list."""

    page: int
    pages: int
    first: PageLink
    last: PageLink
    previous: PageLink | None
    next: PageLink | None
    numbers: tuple[PageLink, ...]

    @property
    def past_the_end(self) -> bool:
        """Whether there is something in the list, but nothing this far."""
        return self.page > self.pages > 0


def page_count(total: int, per_page: int) -> int:
    """Return how many pages *total* results fill."""
    return -(-total // per_page)


def pager(
    request: SearchRequest, total: int, address_of: Callable[[SearchRequest], str], *, linked: bool = True
) -> Pager:
    """Return the pages of results around the one asked for; not *linked*: their addresses are too long."""

    def address(page: int) -> str | None:
        return address_of(replace(request, page=page)) if linked else None

    return page_window(request.page, page_count(total, request.per_page), address)


def page_window(page: int, pages: int, address: Callable[[int], str | None]) -> Pager:
    """Return the pages of any list around *page*: the first, the last, and those beside it."""

    def link(number: int) -> PageLink:
        current = number == page
        return PageLink(number=number, address=None if current else address(number), current=current)

    shown = sorted({1, pages, *range(page - 1, page + 2)} & set(range(1, pages + 1)) if page <= pages else ())
    numbers: list[PageLink] = []
    for number in shown:
        if numbers and number > (numbers[-1].number or 0) + 1:
            numbers.append(PageLink(number=None))
        numbers.append(link(number))
    return Pager(
        page=page,
        pages=pages,
        first=link(1),
        last=link(max(1, pages)),
        previous=link(page - 1) if 1 < page <= pages else None,
        next=link(page + 1) if page < pages else None,
        numbers=tuple(numbers),
    )
