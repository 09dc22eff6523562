"""A marked text in, the same with its lines of programs in `<code>` out: readers begin each of these with a tab."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

_TAB: Final = "\t"


def runs(lines: Iterable[str]) -> Iterator[str]:
    """Yield *lines* one by one, but neighbouring lines of a program as one text."""
    for is_code, run in groupby(lines, key=_is_code):
        if is_code:
            yield "\n".join(run)
        else:
            yield from run


def with_code(html: str) -> str:
    """Return *html*, escaped text and marks, with each run of program lines in `<code>`, without their tabs."""
    if _TAB not in html:
        return html
    found = list(runs(html.split("\n")))
    # A mark may run on from line to line: then no tag can begin or end between them.
    if not all(map(is_whole, found)):
        return html
    return "\n".join(_code(run) if _is_code(run) else run for run in found)


def is_whole(html: str) -> bool:
    """Return whether every mark that begins in *html* ends in it."""
    return html.count("<mark>") == html.count("</mark>")


def _is_code(line: str) -> bool:
    return line.startswith(_TAB)


def _code(run: str) -> str:
    lines = "\n".join(line.removeprefix(_TAB) for line in run.split("\n"))
    return f"<code>{lines}</code>"
