"""The tokenizer: text to words, and each word to its parts.

A *word* is a run without spaces as printed: "de-escalation", "officer’s", "U.S.C.", "BasedResponses". It has one or more
*parts* ("de", "escalation"). Each part is indexed as its *term*, folded and stemmed, at a position of its own. The word as
typed is its *form*, so that an exact match can rank higher. More terms may be *stacked* at the positions of the parts:
`indexer/analysis/stacked_terms.py`.

Words and their parts are the same in every language; terms are not: `indexer/analysis/analyzer.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from indexer.analysis.folding import (
    APOSTROPHES,
    HYPHENS,
    IGNORED,
    MAX_PART,
    bare,
    fold,
    plain_of,
    without_possessive,
)
from indexer.analysis.stacked_terms import StackedTerm

_ACCENTS_AFTER = rf"[\u0300-\u036f{IGNORED}]*+"  # accents after their letter, and invisible characters
_W = rf"[^\W_]{_ACCENTS_AFTER}"
_L = rf"[^\W\d_]{_ACCENTS_AFTER}"
_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
_CAPITAL = "".join(filter(str.isupper, _LATIN))
_SMALL = "".join(filter(str.islower, _LATIN))
_S = rf"(?:[{APOSTROPHES}][sS](?![^\W_]))?"  # a possessive after a full stop: "the Ph.D.’s"
WORD: Final = re.compile(
    rf"""
    (?=[^\W_]) (?:                                                # no word begins with any other character
      [a-zA-Z]++ (?=[ ,;:?!)\n])                                  # most words: no other pattern begins like this
    | (?<![^\W_]) (?<!\d,) \d{{1,3}}(?:,\d{{3}})+ (?![\w,]) (?:\.\d+)?   # 10,000
    | (?<![^\W_]) \d(?:[{HYPHENS}]\d){{2,}} (?![^\W_])            # 9-1-1
    | (?<![^\W_]) {_L}(?:\.{_L})+ (?![^\W_]) \.? {_S}             # U.S.C.
    | (?<![^\W_]) [A-Z]\.(?:[ ][A-Z]\.)+                          # U. S. C.
    | (?<![^\W_]) (?<![^\W_]\.) (?=(?:{_L}){{1,5}}\.{_L})         # Ph.D., M.Ed.: at least one part is a single letter,
      (?=(?:(?:{_L}){{2,5}}\.)*{_L}(?:\.|(?![^\W_])))             # and all begin with capitals, or end with a stop
      (?: [{_CAPITAL}]{_ACCENTS_AFTER}(?:{_L}){{0,4}}(?:\.[{_CAPITAL}]{_ACCENTS_AFTER}(?:{_L}){{0,4}})+(?:\.s)? (?![^\W_]) \.?
        | (?:{_L}){{1,5}}(?:\.(?:{_L}){{1,5}})+ \. (?![^\W_]) ) {_S}
    | (?<![^\W_]) [A-Z][a-zA-Z]{{1,2}}\.[ ][A-Z]\. (?![^\W_])     # Ph. D.
    | \d+(?:\.\d+)+                                               # 164.512
    | (?:{_W})+ (?:[{HYPHENS}{APOSTROPHES}](?:{_W})+)*            # officer’s, de-escalation
    )
    """,
    re.VERBOSE,
)
# The shortest part of the patterns above that cross a space: searching for it is fast.
_SPACED_INITIALS = re.compile(r"\. [A-Z]\.")
_HYPHEN = re.compile(f"[{HYPHENS}]")
# Missing spaces: "Ambulance-BasedResponses". A capital between small letters begins a part, but not in "PhDs".
_LOST_SPACE = re.compile(
    rf"[{_SMALL}]{_ACCENTS_AFTER}(?![B-DF-HJ-NP-TV-Z]s(?![^\W_]))(?=[{_CAPITAL}]{_ACCENTS_AFTER}[{_SMALL}])"
)
_SPELLED_NUMBER = re.compile(rf"\d(?:[{HYPHENS}]\d){{2,}}")
_INITIALS = re.compile(rf"{_L}(?:\.\ ?{_L})+\.?{_S}")
_STOP = re.compile(r"\.\ ?")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a word: its place in the text, and its term."""

    start: int  # character offsets into the text
    end: int
    plain: str  # folded, not stemmed
    term: str


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word."""

    start: int
    end: int
    form: str  # the key of the word as typed: see `form_of`
    parts: tuple[Part, ...]
    stacked: tuple[StackedTerm, ...] = ()  # terms at the positions of its parts
    raw: str = field(default="", compare=False, repr=False)  # as printed: for another language


# Of each part of a word as printed: where it begins and ends, and its folded letters.
PartBounds = tuple[int, int, str]
# Parts without a hyphen between them: the first, how many, and their folded letters.
Group = tuple[int, int, str]


def parts_of(raw: str) -> tuple[list[PartBounds], list[Group]]:
    """Return the parts of one word as printed, and the groups of several parts without a hyphen between them."""
    if _is_one_part(raw):
        # An initialism or a grouped number is one part, whatever separates its characters.
        plain = fold(raw.replace(",", "") if "," in raw else bare(without_possessive(raw)))[:MAX_PART]
        return [(0, len(raw), plain)] if plain else [], []
    parts: list[PartBounds] = []
    groups: list[Group] = []
    for group in _groups(raw):
        first = len(parts)
        for begin, end in group:
            part = bare(raw[begin:end]) if _is_dotted(raw) else raw[begin:end]
            if plain := plain_of(part):
                parts.append((begin, end, plain))
        if len(parts) - first > 1:
            groups.append((first, len(parts) - first, plain_of(bare(raw[group[0][0] : group[-1][1]]))))
    return parts, groups


def _is_one_part(raw: str) -> bool:
    if raw[0].isdigit():
        return "," in raw or _SPELLED_NUMBER.fullmatch(raw) is not None  # "9-1-1", not "pages 1-2"
    return _is_dotted(raw) and _INITIALS.fullmatch(raw) is not None


def _is_dotted(raw: str) -> bool:
    return "." in raw and not raw[0].isdigit()


def _groups(raw: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the bounds of the parts of *raw*, in groups: split at hyphens, then at missing spaces and at full stops."""
    if raw.isalnum() and (raw.islower() or raw.isupper()):
        yield [(0, len(raw))]
        return
    for begin, end in _between(_HYPHEN, raw, 0, len(raw)):
        group: list[tuple[int, int]] = []
        for start, stop in _between(_STOP, raw, begin, end) if _is_dotted(raw) else [(begin, end)]:
            if group and not raw[start:stop][:1].isalnum():
                group[-1] = (group[-1][0], stop)  # the last stop and a possessive belong to the last part
                continue
            cut = start
            for lost in _LOST_SPACE.finditer(raw, start, stop):
                group.append((cut, lost.end()))
                cut = lost.end()
            if cut < stop:
                group.append((cut, stop))
        yield group


def _between(divider: re.Pattern[str], raw: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for match in divider.finditer(raw, begin, end):
        yield begin, match.start()
        begin = match.end()
    yield begin, end


def crosses_spaces(text: str) -> bool:
    """Return whether a word of *text* may cross a space ("U. S. C.").

    Any other text may be split at white space and analyzed token by token: no pattern of a word looks beyond the next
    white space, or distinguishes it from the end of the text.
    """
    return _SPACED_INITIALS.search(text) is not None


def raw_words(text: str) -> list[str]:
    """Return the words of *text* as printed, including those without parts."""
    return WORD.findall(text)


def is_all_caps(text: str) -> bool:
    """Return whether a text of several words is all in capitals: then "WHO" may be any word."""
    if not text.isupper():
        return False
    of_letters = (raw for raw in WORD.finditer(text) if any(map(str.isalpha, raw.group())))
    return len(list(islice(of_letters, 2))) > 1
