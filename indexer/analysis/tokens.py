"""Text in, words with their terms out: the same on both sides, so that a question meets what was indexed.

A *word* here is a run without spaces as printed: "de-escalation", "officer’s", "U.S.C.", "BasedResponses".
It has one or more *parts* ("de", "escalation"), and each part is indexed as its *term*: folded and stemmed, at
a position of its own. The word as typed is kept apart as a *form*, so that an exact match can rank higher. More terms
may be *stacked* at the places of the parts: `indexer/analysis/stacked.py`.

Nothing is dropped: common words are indexed like any other (docs/adr/0009).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from indexer.analysis.folding import (
    APOSTROPHES,
    HYPHENS,
    IGNORED,
    MARK,
    MAX_PART,
    bare,
    fold,
    form_of,
    plain_of,
    remembered,
    stemmed,
    term_of,
    without_possessive,
)
from indexer.analysis.stacked import Stacked, in_capitals, stacked_terms
from indexer.analysis.vocabulary import COMMON_WORDS

# Raise it with any change of what `words` returns for some text: builds made before are then made anew.
ANALYSIS_VERSION: Final = 3

PART_OF_WORD: Final = MARK + "-"  # behind a form that is only part of a word: "escalation" of "de-escalation"

_M = rf"[\u0300-\u036f{IGNORED}]*+"  # accents that stand behind their letter, and signs that nobody sees
_W = rf"[^\W_]{_M}"
_L = rf"[^\W\d_]{_M}"
_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
_CAPITAL = "".join(filter(str.isupper, _LATIN))
_SMALL = "".join(filter(str.islower, _LATIN))
_S = rf"(?:[{APOSTROPHES}][sS](?![^\W_]))?"  # the possessive of what ends in a stop: "the Ph.D.’s"
WORD: Final = re.compile(
    rf"""
    (?=[^\W_]) (?:                                                # no word begins at any other sign, seen at once
      [a-zA-Z]++ (?=[ ,;:?!)\n])                                  # most words: nothing else can begin like this
    | (?<![^\W_]) (?<!\d,) \d{{1,3}}(?:,\d{{3}})+ (?![\w,]) (?:\.\d+)?   # 10,000; a list is tried once
    | (?<![^\W_]) \d(?:[{HYPHENS}]\d){{2,}} (?![^\W_])            # 9-1-1
    | (?<![^\W_]) {_L}(?:\.{_L})+ (?![^\W_]) \.? {_S}             # U.S.C.
    | (?<![^\W_]) [A-Z]\.(?:[ ][A-Z]\.)+                          # U. S. C.
    | (?<![^\W_]) (?<![^\W_]\.) (?=(?:{_L}){{1,5}}\.{_L})         # Ph.D., M.Ed.: one part at least is a single letter,
      (?=(?:(?:{_L}){{2,5}}\.)*{_L}(?:\.|(?![^\W_])))             # and all begin with capitals, or a stop ends them
      (?: [{_CAPITAL}]{_M}(?:{_L}){{0,4}}(?:\.[{_CAPITAL}]{_M}(?:{_L}){{0,4}})+(?:\.s)? (?![^\W_]) \.?
        | (?:{_L}){{1,5}}(?:\.(?:{_L}){{1,5}})+ \. (?![^\W_]) ) {_S}
    | (?<![^\W_]) [A-Z][a-zA-Z]{{1,2}}\.[ ][A-Z]\. (?![^\W_])     # Ph. D.
    | \d+(?:\.\d+)+                                               # 164.512
    | (?:{_W})+ (?:[{HYPHENS}{APOSTROPHES}](?:{_W})+)*            # officer’s, de-escalation
    )
    """,
    re.VERBOSE,
)
# The patterns above that reach over a space, told by their shortest part: it makes the search quick.
_SPACED_INITIALS = re.compile(r"\. [A-Z]\.")
_HYPHEN = re.compile(f"[{HYPHENS}]")
# Printers lose spaces: "Ambulance-BasedResponses". A capital begins a part when small letters stand on both sides.
_LOST_SPACE = re.compile(rf"[{_SMALL}]{_M}(?=[{_CAPITAL}]{_M}[{_SMALL}])")
_SPELLED_NUMBER = re.compile(rf"\d(?:[{HYPHENS}]\d){{2,}}")
_INITIALS = re.compile(rf"{_L}(?:\.\ ?{_L})+\.?{_S}")
_STOP = re.compile(r"\.\ ?")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a word: where it stands in the text, and its term."""

    start: int  # sign offsets into the text given
    end: int
    plain: str  # folded, not stemmed
    term: str


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word."""

    start: int
    end: int
    form: str  # as typed, as a key: see `form_of`
    parts: tuple[Part, ...]
    stacked: tuple[Stacked, ...] = ()  # terms at the places of its parts


def is_common(plain: str) -> bool:
    """Tell whether a folded word is too common to be asked for: "the", "of", "with"."""
    return plain in COMMON_WORDS


def words(text: str) -> Iterator[Word]:
    """Yield the words of *text* in order, with offsets."""
    for match in WORD.finditer(text):
        raw, start = match.group(), match.start()
        cut = _cut(raw)
        if cut.parts:
            parts = tuple(
                Part(start + begin, start + end, plain, term) for begin, end, plain, term in cut.parts
            )
            yield Word(start, match.end(), form_of(raw), parts, cut.stacked)


class _Cut(NamedTuple):
    """A word as printed, cut into parts."""

    parts: tuple[tuple[int, int, str, str], ...]  # of each: start, end, plain, term
    joined: tuple[str, ...]  # between its hyphens, what is several parts itself, folded
    stacked: tuple[Stacked, ...]


@remembered
def _cut(raw: str) -> _Cut:
    if _is_one_part(raw):
        # An initialism or a grouped number is one part, whatever stands between its signs.
        plain = fold(raw.replace(",", "") if "," in raw else bare(without_possessive(raw)))[:MAX_PART]
        whole = ((0, len(raw), plain, plain),) if plain else ()
        return _Cut(whole, (), stacked_terms(raw, whole, ()))
    parts: list[tuple[int, int, str, str]] = []
    groups = []
    for group in _groups(raw):
        first = len(parts)
        for begin, end in group:
            part = bare(raw[begin:end]) if _is_dotted(raw) else raw[begin:end]
            if plain := plain_of(part):
                parts.append((begin, end, plain, term_of(part)))
        if len(parts) - first > 1:
            groups.append((first, len(parts) - first, plain_of(bare(raw[group[0][0] : group[-1][1]]))))
    inner = tuple(plain for _, width, plain in groups if width < len(parts))
    return _Cut(tuple(parts), inner, stacked_terms(raw, parts, groups))


def _is_one_part(raw: str) -> bool:
    if raw[0].isdigit():
        return "," in raw or _SPELLED_NUMBER.fullmatch(raw) is not None  # "9-1-1", not "pages 1-2"
    return _is_dotted(raw) and _INITIALS.fullmatch(raw) is not None


def _is_dotted(raw: str) -> bool:
    return "." in raw and not raw[0].isdigit()


def _groups(raw: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the borders of the parts of *raw*: cut at hyphens, and within these where a space was lost or at stops."""
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


@dataclass(frozen=True, slots=True)
class Analysed:
    """What the index keeps of a text: its terms in order, its forms, and what is stacked."""

    terms: tuple[str, ...]
    forms: frozenset[str]
    stacked: tuple[Stacked, ...] = ()


def analyse(text: str) -> Analysed:
    """Return what the index keeps of *text*."""
    terms: list[str] = []
    forms: set[str] = set()
    found: list[Stacked] = []
    all_caps = is_all_caps(text)
    for raw in printed(text):
        word_terms, word_forms, word_stacked = kept(raw, all_caps=all_caps)
        found += [Stacked(len(terms) + at, term) for at, term in word_stacked]
        terms += word_terms
        forms.update(word_forms)
    return Analysed(tuple(terms), frozenset(forms), tuple(found))


def crosses_spaces(text: str) -> bool:
    """Tell whether a word of *text* may reach over a space ("U. S. C.").

    Any other text may be taken apart at white space, and analysed run by run: no pattern of a word looks
    further than the white space beside it, and none tells it from the text's end.
    """
    return _SPACED_INITIALS.search(text) is not None


def printed(text: str) -> list[str]:
    """Return the words of *text* as printed, those without any part too."""
    return WORD.findall(text)


def is_all_caps(text: str) -> bool:
    """Tell whether a text of several words is in capitals throughout: then "WHO" may be any word."""
    if not text.isupper():
        return False
    of_letters = (raw for raw in WORD.finditer(text) if any(map(str.isalpha, raw.group())))
    return len(list(islice(of_letters, 2))) > 1


def kept(raw: str, *, all_caps: bool = False) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Stacked, ...]]:
    """Return the terms, the forms and the stacked terms that the index keeps of one word as printed.

    In a text that is in capitals throughout these tell nothing of a common word.
    """
    if raw.isalpha() and raw.isascii() and (raw.islower() or raw.istitle() or raw.isupper()):
        # Most words: what is below comes to the same, ten times as slowly.
        plain = raw.lower()[:MAX_PART]
        term = stemmed(plain)
        named = raw[1:].isupper() and not (all_caps and is_common(plain))
        return (term,), (plain,), (Stacked(0, in_capitals(term)),) if named else ()
    cut = _cut(raw)
    forms = [form_of(raw)] if cut.parts else []
    if len(cut.parts) > 1:
        forms += [plain + PART_OF_WORD for _, _, plain, _ in cut.parts]
        forms += [plain + PART_OF_WORD for plain in cut.joined]
    told = cut.stacked
    if all_caps:
        told = tuple(one for one in told if not (one.in_capitals and is_common(cut.parts[one.at][2])))
    return tuple(term for *_, term in cut.parts), tuple(forms), told
