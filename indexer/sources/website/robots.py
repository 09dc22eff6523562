"""A robots.txt, or the answer in its place, in; what may be requested of its host, and how often, out (RFC 9309)."""

from dataclasses import dataclass
from typing import Final, Self

from protego import Protego

from indexer.readers.encoding import decode_by_bom
from indexer.sources.website.fetcher import ROBOT_NAME, Answer

MAX_ROBOTS: Final = 512_000  # bytes that are looked at; RFC 9309 asks for 500 KiB at least
ROBOTS_SECONDS: Final = 24 * 3600.0  # it may be kept for a day
MAX_HOPS: Final = 5  # redirects from it


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host."""

    _rules: Protego | None = None  # None: nothing is forbidden, or all of it
    away: str | None = None  # why the host is left alone for now; None: it is not

    @classmethod
    def of(cls, answer: Answer, text: bytes) -> Self:
        """Return the rules in *answer*, with the body *text*; a server that fails is left alone, as RFC 9309 asks."""
        if answer.status == 200 and answer.body is not None:
            return cls(Protego.parse(_text(text[:MAX_ROBOTS])))
        if answer.status == 200 or (400 <= answer.status < 500 and answer.status != 429):
            return cls()  # there are no rules
        said = answer.error or f"it answers {answer.status}"
        return cls(None, f"its robots.txt could not be fetched ({said})")

    def allows(self, address: str) -> bool:
        """Return whether *address* may be asked for."""
        if self.away is not None:
            return False
        return self._rules is None or bool(self._rules.can_fetch(address, ROBOT_NAME))

    @property
    def delay(self) -> float:
        """Seconds that the host asks for between two requests."""
        if self._rules is None:
            return 0.0
        delay = self._rules.crawl_delay(ROBOT_NAME)
        rate = self._rules.request_rate(ROBOT_NAME)
        spaced = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return max(float(delay or 0.0), spaced)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names."""
        return () if self._rules is None else tuple(self._rules.sitemaps)


def _text(data: bytes) -> str:
    marked = decode_by_bom(data)  # without one it is UTF-8, says RFC 9309
    return data.decode("utf-8", "replace") if marked is None else marked


def robots_address(address: str) -> str:
    """Return where the rules for *address* are."""
    scheme, _, rest = address.partition("://")
    host = rest.partition("/")[0].partition("?")[0]
    return f"{scheme}://{host}/robots.txt"


def closes_index(directives: str) -> bool:
    """Return whether a list of directives, of a meta tag or of X-Robots-Tag, keeps a page out of indexes."""
    return bool(_directives(directives) & {"noindex", "none"})


def closes_links(directives: str) -> bool:
    """Return whether they keep its links from being followed."""
    return bool(_directives(directives) & {"nofollow", "none"})


def _directives(text: str) -> set[str]:
    """Return the directives that are meant for everybody or for us: "otherbot: noindex" is neither."""
    found: set[str] = set()
    agent = ""
    for part in text.lower().split(","):
        name, colon, rest = part.partition(":")
        # "unavailable_after: date" has a colon too, and names no robot.
        if colon and name.strip() not in {
            "unavailable_after",
            "max-snippet",
            "max-image-preview",
            "max-video-preview",
        }:
            agent, part = name.strip(), rest  # noqa: PLW2901  # what stands behind the name of a robot
        if agent in {"", "*", "robots", ROBOT_NAME.lower()}:
            found.add(part.strip())
    return found
