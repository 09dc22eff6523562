"""A seed and a size in, a JSONL file of made-up catalogue records out: Zipf words, skewed topics, types and years."""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

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
_SYLLABLES: Final = "ba co di fu ge ha jo ki lo me na pu qui ra se ti vo wa xe zo".split()


def records(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield *count* records, always the same for one seed."""
    chance = random.Random(seed)
    words = _words(chance)
    weights = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))
    topics = [f"Topic {number}, named {words[number + 500]}" for number in range(TOPICS)]
    topic_weights = list(accumulate(1 / (rank + 1) for rank in range(TOPICS)))
    type_weights = list(accumulate(1 / (rank + 1) for rank in range(len(TYPES))))
    for number in range(count):
        size = max(5, int(chance.lognormvariate(3.9, 0.6)))
        text = chance.choices(words, cum_weights=weights, k=size)
        title = chance.choices(words, cum_weights=weights, k=chance.randint(3, 9))
        yield {
            "id": f"r{number:07}",
            "title": " ".join(title).capitalize(),
            "text": " ".join(text).capitalize() + ".",
            "types": list(
                dict.fromkeys(chance.choices(TYPES, cum_weights=type_weights, k=chance.randint(1, 2)))
            ),
            "topics": list(
                dict.fromkeys(chance.choices(topics, cum_weights=topic_weights, k=chance.randint(1, 5)))
            ),
            "year": chance.choice([None, *range(1995, 2027)]),
            "url": f"https://example.org/{number}",
        }


def _words(chance: random.Random) -> list[str]:
    """Return distinct words, the short ones first, as in a language."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = 1 if len(found) < 50 else 2 if len(found) < 1_000 else 3 if len(found) < 20_000 else 4
        found["".join(chance.choices(_SYLLABLES, k=syllables)) + chance.choice(["", "s", "n", "r", "l"])] = (
            None
        )
    return list(found)


def write(path: Path, count: int, seed: int = 1) -> None:
    """Write *count* records to *path*."""
    with path.open("w", encoding="utf-8") as file:
        for record in records(count, seed):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
