"""A total and a page in, the pages to offer out."""

from dataclasses import dataclass, replace

from searchapp.engine.request import SearchRequest
from searchapp.web.addresses import Addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A numbered page; address None: the page shown now, number None: a gap."""

    number: int | None
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where the reader is in a list of results."""

    page: int
    pages: int
    first: str
    previous: str | None
    next: str | None
    numbers: tuple[PageLink, ...]

    @property
    def past_the_end(self) -> bool:
        """Whether there are results, but none this far."""
        return self.page > self.pages > 0


def page_count(total: int, per_page: int) -> int:
    """Return how many pages *total* results fill."""
    return -(-total // per_page)


def pager(request: SearchRequest, total: int, links: Addresses, path: str) -> Pager:
    """Return the pages around the one asked for."""

    def address(page: int) -> str:
        return links.search(replace(request, page=page), path=path)

    page, pages = request.page, page_count(total, request.per_page)
    shown = sorted({1, pages, *range(page - 1, page + 2)} & set(range(1, pages + 1)) if page <= pages else ())
    numbers: list[PageLink] = []
    for number in shown:
        if numbers and number > (numbers[-1].number or 0) + 1:
            numbers.append(PageLink(number=None, address=None))
        numbers.append(PageLink(number=number, address=None if number == page else address(number)))
    return Pager(
        page=page,
        pages=pages,
        first=address(1),
        previous=address(page - 1) if 1 < page <= pages else None,
        next=address(page + 1) if page < pages else None,
        numbers=tuple(numbers),
    )
