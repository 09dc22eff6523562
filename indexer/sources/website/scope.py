"""An address in; whether a crawl goes there, and which rule excludes it if not, out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from indexer.config.website import WebsiteSource
from indexer.sources.website.addresses import normalized, parameters

MAX_SEGMENTS: Final = 20  # of a path
MAX_REPEATS: Final = 3  # of one segment in a path
MAX_VARIANTS: Final = 50  # addresses of one path that differ in their parameters alone
MAX_DATES: Final = 400  # pages of one calendar: more than a year of days

# Parameters that only filter, sort or change the look of what stands at the address anyway.
_FILTERS: Final = re.compile(
    r"_sft?m?_\w+|sf_(?:action|data)|sfid|_sf_s|orderby|order|sort(?:_?(?:by|order|dir))?|filter\w*(?:\[.*\])?|f\[\d*\]|"
    r"add-to-cart|replytocom|share|print|s|search|q",
    re.IGNORECASE,
)
# A year alone is as often the number of a page.
_DATE: Final = re.compile(r"/(?:19|20|21)\d\d(?:[-/]\d{1,2}){1,2}/?$")
_CALENDAR_PARAMETERS: Final = re.compile(
    r"(?:ical|tribe-bar-date|month|year|date|day|week|event_?date|cal\w*)", re.IGNORECASE
)


def glob(pattern: str) -> re.Pattern[str]:
    """Return *pattern* as a regular expression: "*" is any run of characters, all else stands for itself."""
    bare = pattern.partition("://")[2] or pattern
    pieces = [re.escape(piece) for piece in bare.split("*")]
    lead = "[^/]*" if bare.startswith("/") else ""  # a path alone is one of any host
    return re.compile(lead + ".*".join(pieces), re.DOTALL)


def without_scheme(address: str) -> str:
    """Return what patterns are compared with."""
    return address.partition("://")[2]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What the settings say about where a crawl may go."""

    start: Sequence[str]  # normalized
    allow: Sequence[str] = ()
    deny: Sequence[str] = ()
    documents: Sequence[str] = ()

    def page_refusal(self, address: str) -> str | None:
        """Return by which rule the page at *address* is not fetched; None: it is."""
        bare = without_scheme(address)
        denied = self.denial(address)
        if denied is not None:
            return denied
        if any(pattern.fullmatch(bare) for pattern in self._allowed):
            return None
        if self.allow:
            return "no allow pattern matches it"
        return "it is outside the paths of the start pages"

    def document_refusal(self, address: str) -> str | None:
        """Return by which rule the file at *address* is not fetched; those of the hosts of *start* all are."""
        bare = without_scheme(address)
        denied = self.denial(address)
        if denied is not None:
            return denied
        if urlsplit(address).netloc in self._hosts or self.page_refusal(address) is None:
            return None
        if any(pattern.fullmatch(bare) for _, pattern in self._documents):
            return None
        return "its host is not that of a start page, and no documents pattern matches it"

    def is_known_host(self, address: str) -> bool:
        """Return whether pages or files of the address's host may be fetched at all."""
        return self.document_refusal(address) is None or self.page_refusal(address) is None

    def denial(self, address: str) -> str | None:
        """Return the pattern of deny that matches *address*, as a sentence."""
        bare = without_scheme(address)
        return next(
            (
                f"the deny pattern {written!r} matches it"
                for written, one in self._deny
                if one.fullmatch(bare)
            ),
            None,
        )

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(urlsplit(one).netloc for one in self.start)

    @cached_property
    def _allowed(self) -> tuple[re.Pattern[str], ...]:
        if self.allow:
            return tuple(glob(one) for pattern in self.allow for one in self._on_hosts(pattern))
        return tuple(map(glob, map(_below, self.start)))

    def _on_hosts(self, pattern: str) -> Iterator[str]:
        """Yield *pattern* for each host of a start page, if it is a path: a link to the same path elsewhere is not meant."""
        yield from (
            (f"{host}{pattern}" for host in sorted(self._hosts)) if pattern.startswith("/") else (pattern,)
        )

    @cached_property
    def _deny(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((one, glob(one)) for one in self.deny)

    @cached_property
    def _documents(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((one, glob(one)) for one in self.documents)


def _below(start: str) -> str:
    """Return the pattern of all that lies below the folder of a start page."""
    parts = urlsplit(start)
    return f"{parts.netloc}{parts.path.rpartition('/')[0]}/*"


@dataclass(slots=True, kw_only=True)
class Traps:
    """Notices addresses that a site makes without end; what is asked for by name is never one."""

    page_parameters: tuple[str, ...]  # that lead through a listing
    _variants: Counter[str] = field(default_factory=Counter)
    _dates: Counter[str] = field(default_factory=Counter)

    def refusal(self, address: str) -> str | None:
        """Return why *address* seems to be one of endlessly many; None: it does not. Counts it."""
        parts = urlsplit(address)
        given = [
            name
            for name, value in parameters(address).items()
            if not (name in self.page_parameters and value.isdecimal())
        ]
        where = f"{parts.netloc}{parts.path}"
        said = _of_path(parts.path) or _of_parameters(given)
        if said is not None:
            return said
        if any(_CALENDAR_PARAMETERS.fullmatch(name) for name in given):
            return self._counted(self._dates, where, MAX_DATES, "pages of one calendar")
        if given:
            what = "addresses of one path that differ by parameters"
            return self._counted(self._variants, where, MAX_VARIANTS, what)
        if _DATE.search(parts.path):
            where = f"{parts.netloc}{_DATE.sub('', parts.path)}"
            return self._counted(self._dates, where, MAX_DATES, "pages of one calendar")
        return None

    @staticmethod
    def _counted(counts: Counter[str], where: str, most: int, what: str) -> str | None:
        counts[where] += 1
        return f"more than {most} {what} were found" if counts[where] > most else None


def _of_path(path: str) -> str | None:
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return f"its path has more than {MAX_SEGMENTS} parts"
    if segments and max(Counter(segments).values()) > MAX_REPEATS:
        return "its path repeats itself"
    return None


def _of_parameters(names: Iterable[str]) -> str | None:
    filters = sorted(name for name in names if _FILTERS.fullmatch(name))
    if filters:
        return f"its parameter {filters[0]!r} only filters or sorts a list"
    return None


def scope_of(source: WebsiteSource) -> Scope:
    """Return where the source's crawl goes."""
    start = [address for one in source.start if (address := normalized(one)) is not None]
    return Scope(start=start, allow=source.allow, deny=source.deny, documents=source.documents)


def page_parameters(configured: str | None) -> tuple[str, ...]:
    """Return the parameters that lead through listings: *configured*, else those that sites have, the surest first.

    Not "p": in WordPress it names a page, whatever listing it is on.
    """
    return (configured,) if configured else ("sf_paged", "paged", "page", "pg", "pagenum")
