"""What is printed in titles, headings and topics, as keys: in the order in which people look names up, and short forms in capitals."""

import re
from collections.abc import Iterable
from typing import Final

from indexer.analysis import KEY_SEPARATOR, fold, is_all_caps

MAX_HEADING: Final = 200  # characters: a longer one is a paragraph that a reader took for a heading

_ACRONYM: Final = re.compile(r"(?<![\w&])[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,7}(?=s?(?![\w&]))")
# "5. Scope", "27.2 Scope", "3) Scope"; not "2019 in review".
_NUMBER: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+) (?=[^\W\d_])")
_TWO_LETTERS: Final = re.compile(r"[A-Z].*[A-Z]")
_NUMERAL: Final = re.compile(r"[IVX]+")
_EMPHASIZED: Final = frozenset(("AND", "FOR", "NOT", "OR", "THE"))  # "this AND that"


def title_key(title: str) -> str:
    """Return what titles are sorted by: the folded title from its first letter or digit on."""
    folded = fold(title)
    if folded[:1].isalnum():
        return folded
    start = next((place for place, character in enumerate(folded) if character.isalnum()), 0)
    return folded[start:]


def unnumbered(heading: str) -> str:
    """Return a heading on one line without its number: "27.2. Standby Servers" is "Standby Servers"."""
    # Also removes the separator of keys: it counts as white space.
    line = " ".join(heading.split())
    number = _NUMBER.match(line)
    return line if number is None else line[number.end() :]


def heading_key(heading: str) -> str:
    """Return the key of a heading: what it is sorted by, followed by the heading as printed if that differs; "": it is too long.

    Its number is left out: nobody looks a heading up by it, and it is another one in the next edition.
    """
    printed = unnumbered(heading)
    if len(printed) > MAX_HEADING:
        return ""
    folded = title_key(printed)
    return folded if folded == printed else folded + KEY_SEPARATOR + printed


def printed_heading(key: str) -> tuple[str, str]:
    """Return what a heading is sorted by, and the heading as printed, from its key."""
    folded, _, printed = key.partition(KEY_SEPARATOR)
    return folded, printed or folded


def acronyms(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the short forms in capitals that *texts* print, each once: "CIT", "R&D"; not "III", and none of a text all in capitals."""
    found: dict[str, None] = {}
    for text in texts:
        for short in _ACRONYM.findall(text):
            if (
                short not in found
                and short not in _EMPHASIZED
                and _TWO_LETTERS.match(short)
                and not _NUMERAL.fullmatch(short)
                and not is_all_caps(text)
            ):
                found[short] = None
    return tuple(found)
