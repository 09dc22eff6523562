"""Texts and addresses that ask for as much as they can in; the dearest and the largest answer beside ordinary ones, out.

    python -m benchmarks.hostile [--texts 20000] [--addresses 3000] [--count 60000 | --records FILE] [--out FOLDER]

Each text is asked one way (the page, the API, a topic's page, a resource's page and its part of the API, or `explain`) and
is told as a multiple of the median of 300 ordinary questions that were asked the same way. Times are the processor's, so
that it tells little whether a machine is busy; whatever took long is asked twice more, and its shortest time counts.
No server is between: benchmarks.soak has one. Fails where any answer is a fault of ours (5xx), larger than 400 KB,
or takes more than 30 times the median.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from random import Random
from statistics import median
from typing import Any, Final
from urllib.parse import quote

from werkzeug.test import Client

from benchmarks.hostile_addresses import HostileAddresses
from benchmarks.hostile_texts import HostileTexts, Words
from benchmarks.indexes import Indexes
from benchmarks.library import Vocabulary
from benchmarks.peers.fieldguide_peer import opened, settings
from benchmarks.questions import KINDS, SEED, questions
from benchmarks.runs import Run, run, say
from indexer.builds import Builds
from indexer.config import RankingConfig
from searchapp.app import create_app
from searchapp.engine.arrays.engine import ArrayEngine

SLOWEST: Final = 30  # times the median
LARGEST: Final = 400_000  # bytes, not compressed
EACH: Final = 60  # ordinary questions of each kind
_SUSPECT: Final = 8  # times the median: from there on a time is taken again
_LISTED: Final = 12  # of the slowest
_METHODS: Final = ("GET",) * 16 + ("HEAD", "OPTIONS", "POST", "PUT")

Ask = Callable[[str], tuple[int, int]]  # a text or an address: its status and its size


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer."""

    asked: str
    way: str
    status: int
    size: int
    seconds: float
    times: float  # the median of ordinary questions asked this way

    @property
    def told(self) -> dict[str, Any]:
        """It as the run keeps it: the beginning of what was asked tells its kind."""
        return {
            "asked": self.asked[:160],
            "length": len(self.asked),
            "way": self.way,
            "status": self.status,
            "KB": round(self.size / 1000, 1),
            "ms": round(self.seconds * 1000, 1),
            "times the median": round(self.times, 1),
        }


def main() -> int:
    """Measure, write the run, and tell by the exit code whether the rule holds."""
    with run("hostile", __doc__ or "", texts=20_000, addresses=3_000) as here:
        measured = figures(here)
        here.write(measured)
    return 0 if measured["rule holds"] else 1


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    library = here.library
    root = Indexes(library, here.place).fieldguide()
    app = create_app(settings(root), opened(root))
    client = Client(app)
    chance = Random(SEED)
    records = [record for _, record in zip(range(1_000), library.records(), strict=False)]

    def fetch(address: str, *, method: str = "GET") -> tuple[int, int]:
        answer = client.open(address, method=method)
        return answer.status_code, len(answer.get_data())

    ways = _ways(fetch, root, records)
    say("asking ordinary questions")
    vocabulary = Vocabulary(library.resources())
    ordinary = [each.text for kind in KINDS for each in questions(library, vocabulary, kind, EACH)]
    medians = {way: median(_shortest(ask, text, 3)[1] for text in ordinary) for way, ask in ways.items()}
    medians["explain"] = medians["API"]  # a command of its own, which nobody but staff waits for

    say("asking hostile texts")
    known = Words.of(library)
    names = list(ways)
    texts = ((text, chance.choice(names)) for text in islice(HostileTexts(known, SEED), here.given.texts))
    of_texts = [_answered(text, way, ways[way], medians[way]) for text, way in texts]

    say("asking hostile addresses")
    made = HostileAddresses(app.url_map, library, HostileTexts(known, SEED + 1), SEED)
    of_addresses = [
        _answered(address, method, partial(fetch, method=method), medians["page"])
        for address, method in (
            (each, chance.choice(_METHODS)) for each in islice(made, here.given.addresses)
        )
    ]
    return {
        "ordinary questions": len(ordinary),
        "median of ordinary questions, ms": {way: round(taken * 1000, 2) for way, taken in medians.items()},
        "texts": _told(of_texts),
        "addresses": _told(of_addresses),
        "rule": f"no 5xx, at most {LARGEST // 1000} KB, at most {SLOWEST} times the median",
        "rule holds": _holds([*of_texts, *of_addresses]),
    }


def _ways(fetch: Ask, root: Any, records: Sequence[Mapping[str, Any]]) -> dict[str, Ask]:
    """Return the ways in which a text may be asked; resources and topics are those of the first records."""
    live = Builds(root).live()
    if live is None:
        raise FileNotFoundError(root)
    engine = ArrayEngine(live, RankingConfig())
    slugs = [topic.slug for topic in engine.topics()] or ["none"]
    ids = [quote(record["id"], safe="") for record in records]
    plain = [record["id"] for record in records]

    def explained(text: str) -> tuple[int, int]:
        engine.explain(plain[len(text) % len(plain)], text)
        return 200, 0

    def q(text: str) -> str:
        return quote(text, safe="", errors="replace")

    return {
        "page": lambda text: fetch(f"/search?q={q(text)}"),
        "filtered page": lambda text: fetch(f"/search?year_from=2000&sort=title&page=2&q={q(text)}"),
        "API": lambda text: fetch(f"/api/v1/search?q={q(text)}"),
        "topic": lambda text: fetch(f"/topics/{slugs[len(text) % len(slugs)]}?q={q(text)}"),
        "resource": lambda text: fetch(f"/resources/{ids[len(text) % len(ids)]}?q={q(text)}"),
        "resource in the API": lambda text: fetch(
            f"/api/v1/resources/{ids[len(text) % len(ids)]}?q={q(text)}"
        ),
        "explain": explained,
    }


def _answered(asked: str, way: str, ask: Ask, usual: float) -> Answered:
    (status, size), seconds = _shortest(ask, asked, 1)
    if seconds > _SUSPECT * usual:
        seconds = min(seconds, _shortest(ask, asked, 2)[1])
    return Answered(asked=asked, way=way, status=status, size=size, seconds=seconds, times=seconds / usual)


def _shortest(ask: Ask, asked: str, rounds: int) -> tuple[tuple[int, int], float]:
    """Return the answer, and the processor's time for it, in seconds: the least of several *rounds*."""
    taken = []
    for _ in range(rounds):
        started = time.thread_time()
        answer = ask(asked)
        taken.append(time.thread_time() - started)
    return answer, min(taken)


def _told(answers: Sequence[Answered]) -> dict[str, Any]:
    by_time = sorted(answers, key=lambda each: -each.times)
    return {
        "asked": len(answers),
        "statuses": dict(sorted(Counter(str(each.status) for each in answers).items())),
        "faults of ours": [each.told for each in answers if each.status >= 500][:_LISTED],
        "largest": max(answers, key=lambda each: each.size).told if answers else None,
        "slowest, times the median": round(by_time[0].times, 1) if by_time else None,
        "the slowest": [each.told for each in by_time[:_LISTED]],
    }


def _holds(answers: Iterable[Answered]) -> bool:
    return all(each.status < 500 and each.size <= LARGEST and each.times <= SLOWEST for each in answers)


if __name__ == "__main__":
    sys.exit(main())
