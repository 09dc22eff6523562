"""A witness's pages and our passages in, how much of the one stands in the other out."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.resource import Passage

# Fewer words ("in", "the", "x") may well all stand on another page.
ENOUGH: Final = 8

_WORD: Final = re.compile(r"[^\W_]{2,}")
_HYPHEN: Final = re.compile(r"(?<=[^\W_])[-\u00ad\u2010\u2011](?:[ \t]*\n\s*)?(?=[^\W_])")
_DIVIDED: Final = re.compile(r"[^\W\d_][-\u00ad\u2010]\s*\Z")
_NOT_ALNUM: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """How the reader's words compare with the witness's, over all pages of one file."""

    words: int  # of the witness, less headers, footers and tables of contents
    missed: tuple[tuple[int, str], ...]  # those not in our passages of the page, with it
    told: int  # words of our passages
    strange: tuple[tuple[int, str], ...]  # those whose letters do not stand on the page
    misplaced: tuple[
        tuple[int, str], ...
    ]  # passages of which another page holds more words, with the page we tell

    @property
    def found(self) -> float:
        """Return the share of the witness's words that were found."""
        return 1 - len(self.missed) / self.words if self.words else 1.0

    @property
    def exact(self) -> float:
        """Return the share of our words whose letters the witness sees on their page."""
        return 1 - len(self.strange) / self.told if self.told else 1.0


def compare(whole: Sequence[str], texts: Sequence[str], passages: Sequence[Passage]) -> Recall:
    """Compare *passages* with the witness's *texts* of each page; *whole* holds headers and footers too."""
    expected = [words(text) for text in _rejoined(texts)]
    ours: dict[int, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        ours[passage.place.page or 0] += words(passage.text)
    headings = _headings(passages)
    missed = [
        (number, word)
        for number, counts in enumerate(expected, start=1)
        for word in (counts - ours[number] - headings.get(number, Counter())).elements()
    ]
    letters = [_letters(page) for page in whole]
    strange = [
        (number, word)
        for number, counts in sorted(ours.items())
        for word in counts.elements()
        if word not in letters[number - 1] and not _reaches_over(word, letters[number - 1 : number + 1])
    ]
    return Recall(
        words=sum(counts.total() for counts in expected),
        missed=tuple(missed),
        told=sum(counts.total() for counts in ours.values()),
        strange=tuple(strange),
        misplaced=tuple(_misplaced(letters, passages)),
    )


def words(text: str) -> Counter[str]:
    """Return the runs of two or more letters and digits, folded; hyphens inside a word or at a line's end fall away."""
    return Counter(_WORD.findall(_HYPHEN.sub("", _folded(text))))


def _rejoined(texts: Sequence[str]) -> list[str]:
    """Bring the second half of a word that was divided at a page's end back to that page."""
    joined = list(texts)
    for number in range(len(joined) - 1):
        half, _, rest = joined[number + 1].partition(" ")
        if _DIVIDED.search(joined[number]) and half[:1].islower():
            joined[number] = joined[number].rstrip() + half
            joined[number + 1] = rest
    return joined


def _headings(passages: Sequence[Passage]) -> dict[int, Counter[str]]:
    """Return the words of each page's headings; one that stands at the very end of a page is the next passage's."""
    found: dict[int, dict[str, Counter[str]]] = defaultdict(dict)
    path: tuple[str, ...] = ()
    page = 1
    for passage in passages:
        heading, here = passage.place.heading, passage.place.page or 0
        for text in heading:
            for number in range(page if text not in path else here, here + 1):
                found[number][text] = words(text)
        path, page = heading, here
    return {number: sum(texts.values(), Counter()) for number, texts in found.items()}


def _misplaced(letters: Sequence[str], passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    for passage in passages:
        number, told = passage.place.page or 0, words(passage.text)
        here = _standing(told, letters[number - 1])
        if len(told) >= ENOUGH and here < len(told) and any(_standing(told, page) > here for page in letters):
            yield number, passage.text


def _standing(told: Iterable[str], letters: str) -> int:
    return sum(word in letters for word in told)


def _reaches_over(word: str, letters: Sequence[str]) -> bool:
    """Tell whether a word begins at the end of a page and goes on at the next; a footer may stand between."""
    return len(letters) == 2 and any(
        word[:cut] in letters[0] and word[cut:] in letters[1] for cut in range(2, len(word) - 1)
    )


def _letters(text: str) -> str:
    return _NOT_ALNUM.sub("", _folded(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
