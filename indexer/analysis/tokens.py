"""Text in, words with their terms out: the same on both sides, so that a question meets what was indexed.

A *word* here is a run without spaces as printed: "de-escalation", "officer’s", "U.S.C.", "BasedResponses".
It has one or more *parts* ("de", "escalation"), and each part is indexed as its *term*: folded and stemmed, at
a position of its own. The word as typed is kept apart as a *form*, so that an exact match can rank higher.

Nothing is dropped: common words are indexed like any other (docs/adr/0009).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeVar

import Stemmer

from indexer.analysis.vocabulary import COMMON_WORDS, LETTERS, PROTECTED

# Raise it with any change of what `words` returns for some text: builds made before are then made anew.
ANALYSIS_VERSION: Final = 2

# Longer runs are not words (base64, table rules): both sides cut alike, so they still find themselves.
MAX_PART: Final = 64

# Between what was typed and its folded key in a form: it sorts before every letter, and no word holds it.
MARK: Final = "\x1f"
PART_OF_WORD: Final = MARK + "-"  # behind a form that is only part of a word: "escalation" of "de-escalation"

_IGNORED = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, zero-width signs: invisible inside a word
_M = rf"[\u0300-\u036f{_IGNORED}]*+"  # accents that stand behind their letter, and signs that nobody sees
_W = rf"[^\W_]{_M}"
_L = rf"[^\W\d_]{_M}"
_HYPHENS = "-\u2010\u2011\u2212\ufe63\uff0d"
_APOSTROPHES = "'\u2019\u2018\u02bc\u02b9\u2032\uff07`\u00b4"
_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
_CAPITAL = "".join(filter(str.isupper, _LATIN))
_SMALL = "".join(filter(str.islower, _LATIN))
WORD: Final = re.compile(
    rf"""
    (?=[^\W_]) (?:                                                # no word begins at any other sign, seen at once
      [a-zA-Z]++ (?=[ ,;:?!)\n])                                  # most words: nothing else can begin like this
    | (?<![^\W_]) (?<!\d,) \d{{1,3}}(?:,\d{{3}})+ (?![\w,]) (?:\.\d+)?   # 10,000; a list is tried once
    | (?<![^\W_]) \d(?:[{_HYPHENS}]\d){{2,}} (?![^\W_])           # 9-1-1
    | (?<![^\W_]) {_L}(?:\.{_L})+ (?![^\W_]) \.?                  # U.S.C.
    | (?<![^\W_]) [A-Z]\.(?:[ ][A-Z]\.)+                          # U. S. C.
    | \d+(?:\.\d+)+                                               # 164.512
    | (?:{_W})+ (?:[{_HYPHENS}{_APOSTROPHES}](?:{_W})+)*          # officer’s, de-escalation
    )
    """,
    re.VERBOSE,
)
# The one pattern above that reaches over a space, told by its shortest part: it makes the search quick.
_SPACED_INITIALS = re.compile(r"\. [A-Z]\.")
_INVISIBLE = re.compile(f"[{_IGNORED}]")
_MARKS = re.compile("[\u0300-\u036f]")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_POSSESSIVE = re.compile(f"(?:(?<=[sS])[{_APOSTROPHES}]|[{_APOSTROPHES}][sS])$")
# Printers lose spaces: "Ambulance-BasedResponses". A capital begins a part when small letters stand on both sides.
_LOST_SPACE = re.compile(rf"[{_SMALL}]{_M}(?=[{_CAPITAL}]{_M}[{_SMALL}])")
_SPELLED_NUMBER = re.compile(rf"\d(?:[{_HYPHENS}]\d){{2,}}")
_DOTS = re.compile(r"[.\s]")


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


_Result = TypeVar("_Result")
_REMEMBERED: Final = 1 << 17  # words: more than most libraries have, some tens of megabytes at the worst


class _Memory(dict[str, _Result]):
    """What *function* returned for each word; runs too long to be words are not kept, they would fill memory."""

    def __init__(self, function: Callable[[str], _Result]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> _Result:
        found = self._function(word)
        if len(word) <= MAX_PART:
            if len(self) >= _REMEMBERED:
                self.clear()  # simpler than forgetting the oldest, and as good: common words are back at once
            self[word] = found
        return found


def _remembered(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    return _Memory(function).__getitem__


@_remembered
def fold(text: str) -> str:
    """Return *text* without case, accents or invisible signs: "Café" becomes "cafe"."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)))
    # Casefolding can bring marks back ("İ"), so they are stripped once more.
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return unicodedata.normalize("NFKC", _MARKS.sub("", folded)).translate(LETTERS)


@_remembered
def form_of(word: str) -> str:
    """Return the key of *word* as typed: its folded letters, then what folding took away, if anything.

    Keys that share their folded letters stand together, which makes a prefix one range.
    """
    # Hyphens and apostrophes first: normalising takes the acute accent that stands for one apart.
    typed = _APOSTROPHE.sub("'", _HYPHEN.sub("-", _INVISIBLE.sub("", word)))
    typed = unicodedata.normalize("NFKC", typed).casefold()
    plain = fold(_DOTS.sub("", typed.replace(",", "").replace("'", "").replace("-", "")))[:MAX_PART]
    typed = typed[:MAX_PART]
    return plain if plain == typed else plain + MARK + typed


_stemmer = Stemmer.Stemmer("english", 0)  # 0: no cache of its own, ours stands before it
_stemming = Lock()  # PyStemmer's objects must not be shared between threads unguarded


@_remembered
def term_of(part: str) -> str:
    """Return the term of one part as printed: possessive off, folded, stemmed."""
    return _stemmed(plain_of(part))


def _stemmed(plain: str) -> str:
    protected = PROTECTED.get(plain)
    if protected is not None:
        return protected
    with _stemming:
        return str(_stemmer.stemWord(plain))


def plain_of(part: str) -> str:
    """Return one part folded, without possessive or apostrophe, cut at MAX_PART signs."""
    return fold(_APOSTROPHE.sub("", _POSSESSIVE.sub("", part)))[:MAX_PART]


def is_common(plain: str) -> bool:
    """Tell whether a folded word is too common to be asked for: "the", "of", "with"."""
    return plain in COMMON_WORDS


def words(text: str) -> Iterator[Word]:
    """Yield the words of *text* in order, with offsets."""
    for match in WORD.finditer(text):
        raw, start = match.group(), match.start()
        parts = tuple(
            Part(start + begin, start + end, plain, term) for begin, end, plain, term in _parts(raw)
        )
        if parts:
            yield Word(start, match.end(), form_of(raw), parts)


@_remembered
def _parts(raw: str) -> tuple[tuple[int, int, str, str], ...]:
    """Return (start, end, plain, term) of each part of a word as printed."""
    if _joined(raw):
        # An initialism or a grouped number is one part, whatever stands between its signs.
        bare = raw.replace(",", "") if "," in raw else _DOTS.sub("", _HYPHEN.sub("", raw))
        plain = fold(bare)[:MAX_PART]
        return ((0, len(raw), plain, plain),) if plain else ()
    found = []
    for begin, end in _pieces(raw):
        plain = plain_of(raw[begin:end])
        if plain:
            found.append((begin, end, plain, term_of(raw[begin:end])))
    return tuple(found)


def _joined(raw: str) -> bool:
    if raw[0].isdigit():
        return "," in raw or _SPELLED_NUMBER.fullmatch(raw) is not None  # "9-1-1", not "pages 1-2"
    return "." in raw


def _pieces(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the borders of the parts of *raw*: at hyphens, and where a space was lost."""
    if raw.isalnum() and (raw.islower() or raw.isupper()):
        yield 0, len(raw)
        return
    borders = [0]
    for hyphen in _HYPHEN.finditer(raw):
        borders += (hyphen.start(), hyphen.end())
    borders.append(len(raw))
    for begin, end in zip(borders[::2], borders[1::2], strict=True):
        cut = begin
        for lost in _LOST_SPACE.finditer(raw, begin, end):
            yield cut, lost.end()
            cut = lost.end()
        if cut < end:
            yield cut, end


@dataclass(frozen=True, slots=True)
class Analysed:
    """What the index keeps of a text: its terms in order, and its forms."""

    terms: tuple[str, ...]
    forms: frozenset[str]


def analyse(text: str) -> Analysed:
    """Return the terms and forms of *text*."""
    terms: list[str] = []
    forms: set[str] = set()
    for raw in printed(text):
        word_terms, word_forms = kept(raw)
        terms += word_terms
        forms.update(word_forms)
    return Analysed(tuple(terms), frozenset(forms))


def crosses_spaces(text: str) -> bool:
    """Tell whether a word of *text* may reach over a space ("U. S. C.").

    Any other text may be taken apart at white space, and analysed run by run: no pattern of a word looks
    further than the white space beside it, and none tells it from the text's end.
    """
    return _SPACED_INITIALS.search(text) is not None


def printed(text: str) -> list[str]:
    """Return the words of *text* as printed, those without any part too."""
    return WORD.findall(text)


def kept(raw: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the terms and the forms that the index keeps of one word as printed."""
    if raw.isalpha() and raw.isascii() and (raw.islower() or raw.istitle()):
        # Most words: what is below comes to the same, ten times as slowly.
        plain = raw.lower()[:MAX_PART]
        return (_stemmed(plain),), (plain,)
    parts = _parts(raw)
    forms = [form_of(raw)] if parts else []
    if len(parts) > 1:
        forms += [plain + PART_OF_WORD for _, _, plain, _ in parts]
    return tuple(term for *_, term in parts), tuple(forms)
