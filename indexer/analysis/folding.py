"""A printed word in, its keys out: folded, as typed, and as the term that it shares with its other endings."""

import re
import unicodedata
from collections.abc import Callable
from threading import Lock
from typing import Final, TypeVar

import Stemmer

from indexer.analysis.vocabulary import IRREGULAR_ENDINGS, LETTERS, PROTECTED

# Longer runs are not words (base64, table rules): both sides cut alike, so they still find themselves.
MAX_PART: Final = 64

# Between a key and what else it says: it sorts before every letter, and no word holds it.
MARK: Final = "\x1f"

IGNORED: Final = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, zero-width signs: invisible inside a word
HYPHENS: Final = "-\u2010\u2011\u2212\ufe63\uff0d"
APOSTROPHES: Final = "'\u2019\u2018\u02bc\u02b9\u2032\uff07`\u00b4"

_INVISIBLE = re.compile(f"[{IGNORED}]")
_MARKS = re.compile("[\u0300-\u036f]")
_HYPHEN = re.compile(f"[{HYPHENS}]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_POSSESSIVE = re.compile(f"(?:(?<=[sS])[{APOSTROPHES}]|[{APOSTROPHES}][sS])$")
_STOPS = re.compile(r"[.\s]")

_Result = TypeVar("_Result")
# Words in each of two generations. Texts repeat a few thousand words, and these stay; what is asked once, or is only
# noise, goes. With more, the memory of a server grows for hours by words that nobody asks again (benchmarks/soak.py).
REMEMBERED: Final = 1 << 14


class _Memory(dict[str, _Result]):
    """What *function* returned for each word; runs too long to be words are not kept, they would fill memory."""

    def __init__(self, function: Callable[[str], _Result]) -> None:
        super().__init__()
        self._function = function
        self._older: dict[str, _Result] = {}  # what was full before; a word asked again returns from it

    def __missing__(self, word: str) -> _Result:
        found = self._older.get(word)
        if found is None:
            found = self._function(word)
        if len(word) <= MAX_PART:
            if len(self) >= REMEMBERED:
                self._older = dict(self)
                self.clear()
            self[word] = found
        return found


def remembered(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """Return *function* with a memory of what it returned for each word."""
    return _Memory(function).__getitem__


@remembered
def fold(text: str) -> str:
    """Return *text* without case, accents or invisible signs: "Café" becomes "cafe"."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)))
    # Casefolding can bring marks back ("İ"), so they are stripped once more.
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return unicodedata.normalize("NFKC", _MARKS.sub("", folded)).translate(LETTERS)


@remembered
def form_of(word: str) -> str:
    """Return the key of *word* as typed: its folded letters, then what folding took away, if anything.

    Keys that share their folded letters stand together, which makes a prefix one range.
    """
    # Hyphens and apostrophes first: normalising takes the acute accent that stands for one apart.
    typed = _APOSTROPHE.sub("'", _HYPHEN.sub("-", _INVISIBLE.sub("", word)))
    typed = unicodedata.normalize("NFKC", typed).casefold()
    plain = fold(_STOPS.sub("", typed.replace(",", "").replace("'", "").replace("-", "")))[:MAX_PART]
    typed = typed[:MAX_PART]
    return plain if plain == typed else plain + MARK + typed


def typed_as(form: str) -> str:
    """Return what was typed, without case, of its key as a form."""
    plain, _, typed = form.partition(MARK)
    return typed or plain


def plain_of(part: str) -> str:
    """Return one part folded, without possessive or apostrophe, cut at MAX_PART signs."""
    return fold(_APOSTROPHE.sub("", without_possessive(part)))[:MAX_PART]


def without_possessive(part: str) -> str:
    """Return one part as printed, but without the ending of a possessive."""
    return _POSSESSIVE.sub("", part)


def bare(raw: str) -> str:
    """Return a word as printed without what stands between its signs: "U. S. C.", "9-1-1"."""
    return _STOPS.sub("", _HYPHEN.sub("", raw))


_stemmer = Stemmer.Stemmer("english", 0)  # 0: no cache of its own, ours stands before it
_stemming = Lock()  # PyStemmer's objects must not be shared between threads unguarded

# "womens" is how many type "women's": it is the same word, as "officers" and "officer's" are.
_PROTECTED: Final = {word + "s": term for word, term in PROTECTED.items()} | PROTECTED
_PLURALS: Final = tuple(plural + ending for plural in IRREGULAR_ENDINGS for ending in ("", "s"))


@remembered
def term_of(part: str) -> str:
    """Return the term of one part as printed: possessive off, folded, stemmed."""
    return stemmed(plain_of(part))


def stemmed(plain: str) -> str:
    """Return the term of a folded part."""
    protected = _PROTECTED.get(plain)
    if protected is not None:
        return protected
    if plain.endswith(_PLURALS):
        word = plain.removesuffix("s")
        for plural, (singular, letters) in IRREGULAR_ENDINGS.items():
            if len(word) >= letters and word.endswith(plural):
                return word.removesuffix(plural) + singular
    with _stemming:
        return str(_stemmer.stemWord(plain))
