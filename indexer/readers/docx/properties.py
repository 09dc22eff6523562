"""The XML parts of a Word file in, what they say of the document out: its title, its year, which styles are headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexer.readers.docx.tree import parsed, word_of
from indexer.readers.properties import believable_year
from indexer.readers.titles import believable_title

_DUBLIN_CORE: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_DEEPEST: Final = 6  # HTML has six levels of headings, Word nine
_NO_HEADING: Final = 9  # Word's outline level of text
_LONGEST_CHAIN: Final = 10  # of styles that are based on each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the properties of a document say, where it can be believed."""

    title: str | None = None
    year: int | None = None


def properties(parts: Mapping[str, bytes]) -> Properties:
    """Return the document's properties."""
    root = parsed(parts.get("docProps/core.xml"))
    if root is None:
        return Properties()
    return Properties(
        title=believable_title(root.findtext(f"{_DUBLIN_CORE}title") or ""),
        # When it was begun is often when its template was.
        year=believable_year(root.findtext(f"{_TERMS}modified") or ""),
    )


def heading_levels(parts: Mapping[str, bytes]) -> dict[str, int]:
    """Return {style id: level from 1} of the styles that stand in Word's outline, by themselves or by their base."""
    root = parsed(parts.get("word/styles.xml"))
    if root is None:
        return {}
    word = word_of(root)
    own: dict[str, str] = {}
    base: dict[str, str] = {}
    for style in root.iterfind(f"{word}style"):
        key = style.get(f"{word}styleId", "")
        if style.get(f"{word}type") != "paragraph" or not key:
            continue
        for name, found in (("pPr/outlineLvl", own), ("basedOn", base)):
            tag = style.find("/".join(word + step for step in name.split("/")))
            if tag is not None:
                found[key] = tag.get(f"{word}val", "")
    levels = {key: _level(key, own, base) for key in own.keys() | base.keys()}
    return {key: level for key, level in levels.items() if level is not None}


def _level(key: str, own: Mapping[str, str], base: Mapping[str, str]) -> int | None:
    for _ in range(_LONGEST_CHAIN):
        if key in own:
            level = own[key]
            return (
                min(int(level) + 1, _DEEPEST)
                if level.isascii() and level.isdigit() and int(level) < _NO_HEADING
                else None
            )
        key = base.get(key, "")
    return None
