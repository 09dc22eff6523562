"""The production server in; its memory after 10,000 mixed requests and after 10,000 more, out.

    python -m benchmarks.soak [--requests 20000] [--count 60000 | --records FILE] [--out FOLDER]

Two workers, as staff serve; four clients, with a new connection every ten requests, ask ordinary questions of the API and the pages,
resources' pages, hostile texts and hostile addresses, each once, always the same for one seed. Memory is told for each
worker: what is its own (private, without what is mapped from the index) and what is resident. Fails where any of these
is more than 10 % larger after the second half than after the first, or where an answer is a fault of ours (5xx).
"""

import http.client
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final
from urllib.parse import quote, urlsplit

from benchmarks.hostile_addresses import LONGEST, HostileAddresses
from benchmarks.hostile_texts import HostileTexts, Words
from benchmarks.indexes import Indexes
from benchmarks.library import Library, Vocabulary
from benchmarks.memory import private
from benchmarks.peers.fieldguide_peer import opened, settings
from benchmarks.questions import KINDS, SEED, questions
from benchmarks.runs import Run, run, say
from benchmarks.serving import Served
from benchmarks.surviving.server import served_site
from searchapp.app import create_app

MORE: Final = 1.10  # of what it was after the first half
CLIENTS: Final = 4
KEPT: Final = (
    10  # requests of one connection: a connection stays with its worker, and both are to have as many
)
EACH: Final = 300  # ordinary questions of each kind; asked of several routes and pages, so that no two requests are alike
_SECONDS: Final = 60  # for one answer
_RESIDENT: Final = re.compile(r"^VmRSS:\s+(\d+)", re.MULTILINE)


def main() -> int:
    """Measure, write the run, and tell by the exit code whether the rule holds."""
    with run("soak", __doc__ or "", requests=20_000) as here:
        measured = figures(here)
        here.write(measured)
    return 0 if measured["rule holds"] else 1


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    root = Indexes(here.library, here.place).fieldguide()
    half = here.given.requests // 2
    asked = islice(_addresses(here.library, root), 2 * half)
    halves = [list(islice(asked, half)) for _ in range(2)]
    statuses: Counter[str] = Counter()
    memory = []
    with served_site(_configured(here.place, root)) as server:
        for number, addresses in enumerate(halves, start=1):
            say(f"asking {len(addresses):,} addresses, part {number} of 2")
            statuses.update(_all_asked(server, addresses))
            memory.append(_memory(server, root))
    grown = {
        kind: [
            round(after / before, 3) for before, after in zip(memory[0][kind], memory[1][kind], strict=True)
        ]
        for kind in memory[0]
    }
    steady = all(times <= MORE for found in grown.values() for times in found)
    return {
        "requests": 2 * half,
        "workers": len(memory[0]["own, MB"]),
        "statuses": dict(sorted(statuses.items())),
        "after the first half": memory[0],
        "after the second": memory[1],
        "second by first": grown,
        "rule": f"at most {MORE} times the memory after the first half, and no 5xx",
        "rule holds": steady and not any(status.startswith("5") for status in statuses),
    }


def _configured(place: Path, root: Path) -> Path:
    """Return a config.toml that serves the builds at *root*."""
    path = place / "soak.toml"
    path.write_text(
        f'[paths]\nbuilds = "{root}"\nlibrary = "{place / "soak.db"}"\n'
        '[[sources]]\nname = "bench"\nkind = "records"\npath = "records.jsonl"\n[serve]\nworkers = 2\n',
        encoding="utf-8",
    )
    return path


def _addresses(library: Library, root: Path) -> Iterator[str]:
    """Yield addresses without end: three in five are ordinary, the others are not."""
    chance = Random(SEED)
    vocabulary = Vocabulary(library.resources())
    ordinary = [each.text for kind in KINDS for each in questions(library, vocabulary, kind, EACH)]
    ids = [quote(record["id"], safe="") for _, record in zip(range(5_000), library.records(), strict=False)]
    known = Words.of(library)
    texts = iter(HostileTexts(known, SEED + 2))
    routes = create_app(settings(root), opened(root)).url_map
    odd = iter(HostileAddresses(routes, library, HostileTexts(known, SEED + 3), SEED + 1))
    while True:
        kind = chance.random()
        text = quote(chance.choice(ordinary) if kind < 0.75 else next(texts), safe="", errors="replace")
        page = chance.randint(1, 5)
        if kind < 0.3:
            yield f"/api/v1/search?q={text}&page={page}"
        elif kind < 0.5:
            yield f"/search?q={text}&page={page}"
        elif kind < 0.6:
            yield f"/resources/{chance.choice(ids)}?q={text}"
        elif kind < 0.75:
            yield chance.choice(
                (
                    f"/resources/{chance.choice(ids)}/text",
                    f"/api/v1/resources/{chance.choice(ids)}",
                    "/",
                    "/healthz",
                )
            )
        elif kind < 0.93:
            yield f"{chance.choice(('/search', '/api/v1/search', f'/resources/{chance.choice(ids)}'))}?q={text}"[
                :LONGEST
            ]
        else:
            yield next(odd)


def _all_asked(server: Served, addresses: Sequence[str]) -> Counter[str]:
    """Ask all of them, in turns over the clients; returns how often each status came."""
    host = urlsplit(server.address).netloc
    with ThreadPoolExecutor(CLIENTS) as clients:
        parts = [addresses[number::CLIENTS] for number in range(CLIENTS)]
        return sum(clients.map(lambda part: _asked(host, part), parts), Counter())


def _asked(host: str, addresses: Sequence[str]) -> Counter[str]:
    statuses: Counter[str] = Counter()
    for first in range(0, len(addresses), KEPT):
        connection = http.client.HTTPConnection(host, timeout=_SECONDS)
        for address in addresses[first : first + KEPT]:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            statuses[str(answer.status)] += 1
        connection.close()
    return statuses


def _memory(server: Served, root: Path) -> dict[str, list[float]]:
    """Return MB of each worker."""
    pids = sorted(server.workers())
    resident = [_RESIDENT.search(Path(f"/proc/{pid}/status").read_text(encoding="utf-8")) for pid in pids]
    return {
        "own, MB": [round(private(pid, root) / 1024, 1) for pid in pids],
        "resident, MB": [round(int(found[1]) / 1024, 1) for found in resident if found],
    }


if __name__ == "__main__":
    sys.exit(main())
