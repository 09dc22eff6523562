"""Random and hostile strings in; whether any raises or finds what has none of its words, and the slowest, out.

    python -m benchmarks.strings [--strings 100000] [--count 1000 | --records FILE] [--out FOLDER]

Half of the strings are those of benchmarks.hostile_texts, half are random: letters, signs and words of the library, and code
points of all planes. Each is searched for and asked for suggestions, by the engine alone. One resource of the library,
the canary, has no topic, type, year or word that a string could ask for: a string that finds a hundred resources or more
may find it only if it is blank, or has nothing but exclusions. So nothing that is typed widens to everything. Times are the processor's; whatever took long is
asked twice more, and its shortest time counts.
"""

import random
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Any, Final

from benchmarks.hostile_texts import HostileTexts, Words
from benchmarks.peers import fieldguide_peer
from benchmarks.questions import SEED
from benchmarks.runs import Run, run, say
from benchmarks.timing import spread
from indexer.analysis import ENGLISH, fold
from indexer.resource import Resource
from searchapp.engine import SearchEngine, SearchRequest
from searchapp.engine.request import MAX_TEXT, MAX_WORDS

_CAGE: Final = "გალია"  # the type of the canary alone, in Georgian, which no string has
CANARY: Final = Resource(id="canary", title="იადონი გალიაში", types=(_CAGE,), source="bench")
_GEORGIAN: Final = re.compile("[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f]")
_EXCLUDED: Final = re.compile(
    r'(?:(?<!\S)|(?<=["“”„‟«»＂]))-(?:[\w-]+:)?(?:["“”„‟«»＂][^"“”„‟«»＂]*["“”„‟«»＂]|[^\s"“”„‟«»＂]+)'
)
_BLANK: Final = re.compile("[\x00\ud800-\udfff]")  # read as spaces
_UNFINISHED: Final = re.compile(r'-(?:[\w-]+:)?["“”„‟«»＂][^"“”„‟«»＂]*$')
_OPERATORS: Final = re.compile(r"\b(?:OR|AND|NOT)\b", re.IGNORECASE)
_SIGNS: Final = " \t\n\"“”'’*-:|&<>%\\/.,;?!()[]{}~^+=#@$_\u200b\u202e\u0000\ud800"
_PLANES: Final = (0x80, 0x100, 0x250, 0x800, 0x3000, 0x10000, 0x20000, 0x110000)
_LISTED: Final = 12
MANY: Final = 100  # resources found: where there are fewer, nothing was widened


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of one string."""

    text: str
    raised: str | None = None
    widened: bool = False
    seconds: float = 0.0  # searching
    suggesting: float = 0.0

    def told(self, usual: float) -> dict[str, Any]:
        """Return it as the run keeps it."""
        return {
            "asked": self.text[:160].encode("utf-8", "backslashreplace").decode(),
            "length": len(self.text),
            **({"raised": self.raised} if self.raised else {}),
            "ms": round(self.seconds * 1000, 1),
            "times the median": round(self.seconds / usual, 1),
            "suggesting, ms": round(self.suggesting * 1000, 2),
        }


def main() -> int:
    """Measure, write the run, and tell by the exit code whether the rule holds."""
    with run("strings", __doc__ or "", count=1_000, strings=100_000) as here:
        measured = figures(here)
        here.write(measured)
    return 0 if measured["rule holds"] else 1


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    root = here.place / "with-canary"
    if not root.exists():
        say("indexing")
        fieldguide_peer.build(root, [*here.library.resources(), CANARY])
    engine = fieldguide_peer.opened(root).pinned()
    known = Words.of(here.library)
    random_strings, hostile = RandomStrings(known, SEED), iter(HostileTexts(known, SEED))
    count = here.given.strings
    say("asking")
    asked = [
        ask(engine, text)
        for pair in islice(zip(random_strings, hostile, strict=False), (count + 1) // 2)
        for text in pair
    ][:count]
    usual = median(each.seconds for each in asked)
    by_time = sorted(asked, key=lambda each: -each.seconds)
    by_suggesting = sorted(asked, key=lambda each: -each.suggesting)
    raised = [each.told(usual) for each in asked if each.raised]
    widened = [each.told(usual) for each in asked if each.widened]
    return {
        "resources": here.given.count if here.given.records is None else "of the file",
        "strings": len(asked),
        "raised": len(raised),
        "that raised": raised[:_LISTED],
        "widened to everything": len(widened),
        "that widened": widened[:_LISTED],
        "searching, ms": spread([each.seconds for each in asked]),
        "suggesting, ms": spread([each.suggesting for each in asked]),
        "the slowest": [each.told(usual) for each in by_time[:_LISTED]],
        "the slowest to suggest": [each.told(usual) for each in by_suggesting[:_LISTED]],
        "rule": "no string raises, and none finds a resource that has nothing of it",
        "rule holds": not raised and not widened,
    }


def ask(engine: SearchEngine, text: str) -> Asked:
    """Return what comes of searching for *text*, and of asking for suggestions."""
    try:
        total, found, seconds = _searched(engine, text)
        if seconds > 0.05:
            seconds = min(seconds, *(_searched(engine, text)[2] for _ in range(2)))
        started = time.thread_time()
        suggestions = engine.suggest(text)
        suggesting = time.thread_time() - started
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for
        return Asked(text=text, raised=f"{type(error).__name__}: {error}"[:200])
    widened = (found and not may_find_everything(text)) or any(
        _GEORGIAN.search(each.text) for each in suggestions
    )
    widened |= not text.strip() and not total  # and nothing typed is everything
    return Asked(text=text, widened=widened, seconds=seconds, suggesting=suggesting)


def _searched(engine: SearchEngine, text: str) -> tuple[int, bool, float]:
    """Return how many resources are found, whether the canary is among them, and the processor's time."""
    started = time.thread_time()
    results = engine.search(SearchRequest(text))
    seconds = time.thread_time() - started
    # Filters change nothing of what matches.
    found = results.total > MANY and engine.search(SearchRequest(text, types=(_CAGE,))).total > 0
    return results.total, found, seconds


def may_find_everything(text: str) -> bool:
    """Return whether *text* is blank, or has nothing but exclusions: then it finds everything but these."""
    text = _BLANK.sub(" ", text[:MAX_TEXT])
    words = list(islice(ENGLISH.words(text), MAX_WORDS + 1))
    if len(words) > MAX_WORDS:  # the rest is not used, and what is cut off may have been an exclusion
        text = _UNFINISHED.sub(" ", text[: words[-1].start])
    rest = _OPERATORS.sub(" ", _EXCLUDED.sub(" ", text))
    return not text.strip() or not any(map(str.isalnum, fold(rest)))


class RandomStrings:
    """Makes strings of what keyboards, programs and chance put into a box; always the same for one seed."""

    def __init__(self, known: Words, seed: int) -> None:
        self._words = [*known.common, *known.rare[:1000]]
        self._chance = random.Random(f"{seed} strings")

    def __iter__(self) -> Iterator[str]:
        while True:
            pieces = (self._piece() for _ in range(self._chance.choice((1, 2, 3, 6, 12, 40))))
            text = self._chance.choice(("", " ", " ", " ")).join(pieces)
            yield _GEORGIAN.sub("?", text)

    def _piece(self) -> str:
        chance = self._chance
        kind = chance.random()
        if kind < 0.45:
            word = chance.choice(self._words)
            return word[: chance.randint(1, len(word))] if chance.random() < 0.3 else word
        if kind < 0.7:
            return "".join(chance.choices(_SIGNS, k=chance.randint(1, 4)))
        if kind < 0.8:
            return chance.choice(
                ("title:", "topic:", "type:", "year:", "OR", "AND", "-", '"', "year:20..", "*", "-title:")
            )
        if kind < 0.9:
            return "".join(map(chr, (chance.randrange(0x20, 0x7F) for _ in range(chance.randint(1, 12)))))
        top = chance.choice(_PLANES)
        return "".join(map(chr, (chance.randrange(top) for _ in range(chance.randint(1, 6)))))


if __name__ == "__main__":
    sys.exit(main())
