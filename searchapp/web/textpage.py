"""A part of a resource's text in, the blocks of its page out: what changes from one passage to the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from searchapp.engine.results import HitDocument, HitPassage, TextView
from searchapp.web.code_lines import is_whole, runs
from searchapp.web.labels import clock
from searchapp.web.translations.current import _

# Ids of the page itself, and our own numbering: an anchor from outside must not take them.
_RESERVED: Final = re.compile(r"passage-\d+|main|q|text|search-form|.*\s.*|", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One passage, and what stands above it; None: as above the one before."""

    passage: HitPassage
    id: str
    anchor: str | None  # the passage's own anchor, where it occurs first
    begins: bool  # a document begins here
    document: HitDocument | None  # None: the record's own text
    page: str | None  # a page begins here: "Page 12, printed “vi”"
    headings: tuple[tuple[int, str], ...]  # (level, text) of the headings that change here


def blocks(view: TextView) -> tuple[Block, ...]:
    """Return a block for each passage, in order; the first says all that stands above it."""
    return tuple(_blocks(view))


def paragraphs(html: str) -> tuple[str, ...]:
    """Return the paragraphs of a marked passage; a program is one. One alone, if a mark runs across the end of one."""
    found = tuple(runs(line for line in html.split("\n") if line.strip()))
    return found if all(map(is_whole, found)) else (html,)


def _blocks(view: TextView) -> Iterator[Block]:
    anchors: set[str] = set()
    before: HitPassage | None = None
    for passage in view.passages:
        begins = before is None or before.document != passage.document
        above = None if begins else before
        anchor = passage.place.anchor
        if anchor is None or anchor in anchors or _RESERVED.fullmatch(anchor):
            anchor = None
        else:
            anchors.add(anchor)
        yield Block(
            passage=passage,
            id=f"passage-{passage.ordinal + 1}",
            anchor=anchor,
            begins=begins,
            document=passage.document,
            page=_page(passage, above),
            headings=_headings(passage, above),
        )
        before = passage


def _page(passage: HitPassage, above: HitPassage | None) -> str | None:
    place = passage.place
    if place.seconds is not None:
        return _("At %(time)s", time=clock(place.seconds))
    if place.page is None or (above is not None and above.place.page == place.page):
        return None
    page = _("Page %(page)s", page=place.page)
    if place.page_label in (None, "", str(place.page)):
        return page
    return _("%(page)s, printed “%(label)s”", page=page, label=place.page_label)


def _headings(passage: HitPassage, above: HitPassage | None) -> tuple[tuple[int, str], ...]:
    now = passage.place.heading
    then = above.place.heading if above is not None else ()
    same = 0
    while same < min(len(now), len(then)) and now[same] == then[same]:
        same += 1
    # Below the page's title (1) and a document's, if it has one (2); HTML has six levels.
    top = 2 if passage.document is None else 3
    return tuple((min(level + top, 6), text) for level, text in enumerate(now) if level >= same)
