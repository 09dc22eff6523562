"""The keys of a printed word that are the same in every language: folded, and as typed."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final, TypeVar

# Letters that Unicode does not take apart into a letter and an accent.
LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)

# Longer ones are not words (base64, table rules). Queries are cut in the same way, so they are still found.
MAX_PART: Final = 64

# Between a key and its suffix: it sorts before every letter, and no word contains it.
KEY_SEPARATOR: Final = "\x1f"

IGNORED: Final = (
    "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, zero-width characters: invisible inside a word
)
HYPHENS: Final = "-\u2010\u2011\u2212\ufe63\uff0d"
APOSTROPHES: Final = "'\u2019\u2018\u02bc\u02b9\u2032\uff07`\u00b4"

_INVISIBLE = re.compile(f"[{IGNORED}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_HYPHEN = re.compile(f"[{HYPHENS}]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_POSSESSIVE = re.compile(f"(?:(?<=[sS])[{APOSTROPHES}]|[{APOSTROPHES}][sS])$")
_STOPS = re.compile(r"[.\s]")

_Result = TypeVar("_Result")
# Words in each of two generations. Texts repeat a few thousand words, which stay; rare words and noise are dropped. With
# more, the memory of a server grows for hours with words that nobody uses again (benchmarks/soak.py).
CACHED_WORDS: Final = 1 << 14


class _Cache(dict[str, _Result]):
    """Caches the results of *function* for words; longer strings are not cached, because they would fill memory."""

    def __init__(self, function: Callable[[str], _Result]) -> None:
        super().__init__()
        self._function = function
        self._older: dict[str, _Result] = {}  # the previous generation; a word that is used again moves back

    def __missing__(self, word: str) -> _Result:
        found = self._older.get(word)
        if found is None:
            found = self._function(word)
        if len(word) <= MAX_PART:
            if len(self) >= CACHED_WORDS:
                self._older = dict(self)
                self.clear()
            self[word] = found
        return found


def cached(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """Return *function* with a cache of its results."""
    return _Cache(function).__getitem__


@cached
def fold(text: str) -> str:
    """Return *text* without case, accents or invisible characters: "Café" becomes "cafe"."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)))
    # Casefolding can bring accents back ("İ"), so they are stripped again.
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", folded)).translate(LETTERS)


@cached
def form_of(word: str) -> str:
    """Return the key of *word* as typed: its folded letters, followed by the original if that differs.

    Keys with the same folded letters are adjacent, so a prefix is one range.
    """
    # Hyphens and apostrophes first: normalization would decompose an acute accent used as an apostrophe.
    typed = _APOSTROPHE.sub("'", _HYPHEN.sub("-", _INVISIBLE.sub("", word)))
    typed = unicodedata.normalize("NFKC", typed).casefold()
    plain = fold(_STOPS.sub("", typed.replace(",", "").replace("'", "").replace("-", "")))[:MAX_PART]
    typed = typed[:MAX_PART]
    return plain if plain == typed else plain + KEY_SEPARATOR + typed


def typed_as(form: str) -> str:
    """Return the word as typed, without case, from its form."""
    plain, _, typed = form.partition(KEY_SEPARATOR)
    return typed or plain


def plain_of(part: str) -> str:
    """Return one part folded, without possessive or apostrophe, cut at MAX_PART characters."""
    return fold(_APOSTROPHE.sub("", without_possessive(part)))[:MAX_PART]


def without_possessive(part: str) -> str:
    """Return one part as printed, without the ending of a possessive."""
    return _POSSESSIVE.sub("", part)


def bare(raw: str) -> str:
    """Return a word as printed without the separators in "U. S. C." or "9-1-1"."""
    return _STOPS.sub("", _HYPHEN.sub("", raw))
