"""What a scan of a folder leaves out, counted and named by the reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal

from indexer.control_characters import escaped
from indexer.ignored_names import is_for_pages
from indexer.page_assets import asset_type

MAX_NAMED: Final = 20  # of each reason
_SAID: Final = 8  # … in a line

Reason = Literal["hidden", "system", "asset", "format"]


_NOUNS: Final[Mapping[Reason, tuple[str, str]]] = {
    "hidden": ("name that begins with “.” or “_”", "names that begin with “.” or “_”"),
    "system": ("folder of an operating system", "folders of an operating system"),
    "format": ("file of a format that is not read", "files of formats that are not read"),
    "asset": ("style, picture or font", "styles, pictures and fonts, which pages show"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Files or folders that were left out for one reason."""

    source: str
    reason: Reason
    count: int
    first: tuple[str, ...]  # the first of them; of formats each suffix with its number

    @property
    def line(self) -> str:
        """Return "3 names that begin with “.” or “_”: _thread.html, .git/ and 1 more"."""
        one, several = _NOUNS[self.reason]
        names = self.first[:_SAID]
        # Suffixes stand for many files each.
        more = 0 if self.reason in {"asset", "format"} else self.count - len(names)
        said = f"{self.count:,} {one if self.count == 1 else several}: {', '.join(names)}"
        return f"{said} and {more:,} more" if more else said


def ignored(
    source: str, *, hidden: Sequence[str], systems: Sequence[str], unread: Iterable[str]
) -> Iterator[Ignored]:
    """Yield what was left out of *source*: names that are *hidden*, folders of *systems*, files of formats that are not read.

    Folders end in "/", and what is in them is not counted.
    """
    # Tools make these for the pictures and styles of pages: nobody misses them.
    shown = [address for address in hidden if not is_for_pages(PurePosixPath(address).name)]
    yield from _named(source, "hidden", shown)
    yield from _named(source, "system", systems)
    assets: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for address in unread:
        counter = others if asset_type(address) is None else assets
        counter[PurePosixPath(address).suffix.lower() or "without a suffix"] += 1
    yield from _counted(source, "format", others)
    yield from _counted(source, "asset", assets)


def _named(source: str, reason: Reason, addresses: Sequence[str]) -> Iterator[Ignored]:
    if addresses:
        first = tuple(map(escaped, sorted(addresses)[:MAX_NAMED]))
        yield Ignored(source=source, reason=reason, count=len(addresses), first=first)


def _counted(source: str, reason: Reason, suffixes: Counter[str]) -> Iterator[Ignored]:
    if suffixes:
        listed = sorted(suffixes.items(), key=lambda item: (-item[1], item[0]))[:MAX_NAMED]
        first = tuple(f"{escaped(suffix)} {count:,}" for suffix, count in listed)
        yield Ignored(source=source, reason=reason, count=suffixes.total(), first=first)
