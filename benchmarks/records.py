"""A seed and a size in, made-up records out: Zipf words, skewed topics, types and years; short ones and long ones.

No two words written as one are a word, and no word divides into two: what a question finds does not hang on spellings.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

VOCABULARY: Final = 60_000
TOPICS: Final = 600
TYPES: Final = (
    "Guidebook/Tool",
    "Report",
    "Article",
    "Research Brief",
    "Video",
    "Webpage",
    "Training",
    "Policy",
)
# Two consonants stand at the beginning of every word, and nowhere else in any.
_ONSETS: Final = "bl br dr fl fr gl gr kl kr pl pr sk sl sm sn sp st sw tr tw".split()
_SYLLABLES: Final = "ba co di fu ge ha jo ki lo me na pu ra se ti vo wa xe zo bi ca do fe gu hi".split()
_VOWELS: Final = "aeiou"
_LAST: Final = ("", "s", "n", "r", "l")
# How many words there are when those of one syllable are done, of two, of three, of four.
_UNTIL: Final = (50, 1_000, 20_000, VOCABULARY)


class Made:
    """What records are made of, always the same for one seed."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self._draw = np.random.default_rng(seed)
        self.words = _words(self.chance)
        self._word_weights = _zipf(VOCABULARY, 2)
        self._topics = [f"Topic {number}, named {self.words[number + 500]}" for number in range(TOPICS)]
        self._topic_weights = _zipf(TOPICS, 1)
        self._type_weights = _zipf(len(TYPES), 1)

    def text(self, size: int) -> str:
        """Return *size* words as one sentence."""
        words = self.words
        return (
            " ".join([words[number] for number in self._drawn(self._word_weights, size)]).capitalize() + "."
        )

    def title(self) -> str:
        """Return three to nine words."""
        return self.text(self.chance.randint(3, 9))[:-1]

    def facts(self, number: int) -> dict[str, Any]:
        """Return what every record has."""
        return {
            "id": f"r{number:07}",
            "title": self.title(),
            "url": f"https://example.org/{number}",
            "types": self._names(TYPES, self._type_weights, 2),
            "topics": self._names(self._topics, self._topic_weights, 5),
            "year": self.chance.choice([None, *range(1995, 2027)]),
        }

    def _names(self, names: Sequence[str], weights: np.ndarray, most: int) -> list[str]:
        drawn = self._drawn(weights, self.chance.randint(1, most))
        return list(dict.fromkeys(names[number] for number in drawn))

    def _drawn(self, weights: np.ndarray, size: int) -> list[int]:
        drawn: list[int] = np.searchsorted(weights, self._draw.random(size)).tolist()
        return drawn


def records(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield *count* short records; those of a smaller library are the first of a larger one."""
    made = Made(seed)
    for number in range(count):
        size = max(5, int(made.chance.lognormvariate(3.9, 0.6)))
        yield {**made.facts(number), "text": made.text(size)}


def long_records(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield *count* records of 50 to 500 passages, 150 on the average, with headings and pages."""
    made = Made(seed)
    for number in range(count):
        passages = 50 + int(450 * made.chance.betavariate(1, 3.5))
        yield {**made.facts(number), "passages": list(_passages(made, passages))}


def _passages(made: Made, count: int) -> Iterator[dict[str, Any]]:
    chapter, section, page = made.title(), made.title(), 1
    for number in range(count):
        # A chapter of 20 passages, a section of 4, a page of 2 or 3: as in guidebooks.
        if number and _now(made, 20):
            chapter, section = made.title(), made.title()
        elif number and _now(made, 4):
            section = made.title()
        page += _now(made, 2.5)
        size = made.chance.randint(60, 180)
        yield {"heading": [chapter, section], "page": page, "text": made.text(size)}


def _now(made: Made, mean: float) -> bool:
    """Tell whether something that comes once in *mean* times comes now."""
    return made.chance.random() < 1 / mean


def _zipf(size: int, offset: int) -> np.ndarray:
    """Return the running sums of the chances of *size* things, up to 1."""
    sums = np.cumsum(1.0 / (np.arange(size) + offset))
    found: np.ndarray = sums / sums[-1]
    return found


def _words(chance: random.Random) -> list[str]:
    """Return distinct words, the short ones first, as in a language."""
    found: dict[str, None] = {}
    for syllables, until in enumerate(_UNTIL):
        while len(found) < until:
            middle = "".join(chance.choices(_SYLLABLES, k=syllables))
            word = chance.choice(_ONSETS) + chance.choice(_VOWELS) + middle + chance.choice(_LAST)
            found[word] = None
    return list(found)


def write(path: Path, made: Iterator[dict[str, Any]]) -> None:
    """Write records to *path*."""
    with path.open("w", encoding="utf-8") as file:
        for record in made:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
