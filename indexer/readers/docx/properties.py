"""The properties of a Word file: its title, its year, and which styles are headings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from indexer.readers.docx.tree import parsed, word_of
from indexer.readers.properties import own_properties, plausible_year
from indexer.readers.titles import plausible_title

_DUBLIN_CORE: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_CORE: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_OTHERS: Final = {
    "author": f"{_DUBLIN_CORE}creator",
    "subject": f"{_DUBLIN_CORE}subject",
    "keywords": f"{_CORE}keywords",
    "category": f"{_CORE}category",
}
_DEEPEST: Final = 6  # HTML has six levels of headings, Word nine
_NO_HEADING: Final = 9  # Word's outline level of text
_MAX_CHAIN: Final = 10  # of styles that are based on each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """The plausible properties of a document."""

    title: str | None = None
    year: int | None = None
    language: str | None = None
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def properties(parts: Mapping[str, bytes]) -> Properties:
    """Return the document's properties."""
    root = parsed(parts.get("docProps/core.xml"))
    if root is None:
        return Properties()
    return Properties(
        title=plausible_title(root.findtext(f"{_DUBLIN_CORE}title") or ""),
        # The creation time is often that of its template.
        year=plausible_year(root.findtext(f"{_TERMS}modified") or ""),
        # Styles have one too, but it is often that of the program that wrote the template.
        language=root.findtext(f"{_DUBLIN_CORE}language") or None,
        others=own_properties({name: root.findtext(tag) for name, tag in _OTHERS.items()}),
    )


def heading_levels(parts: Mapping[str, bytes]) -> dict[str, int]:
    """Return {style id: level from 1} of the styles in Word's outline, by themselves or by the style they are based on."""
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
    for _ in range(_MAX_CHAIN):
        if key in own:
            level = own[key]
            return (
                min(int(level) + 1, _DEEPEST)
                if level.isascii() and level.isdigit() and int(level) < _NO_HEADING
                else None
            )
        key = base.get(key, "")
    return None
