"""A seed in, thousands of broken files through the guarded reader, and what became of them out.

    python -m benchmarks.fuzz_readers --reader html [--count 20000] [--seed 1] [--keep FOLDER] [--out RUN.json]

A broken file may be read, or refused in one line; its reader may die of it and be replaced. It fails, with exit code 1,
when anything gets past the guard: another exception than ReadError, a file that takes longer than its limits allow, an
indexing process that grows, an answer that makes no sense, or a fault of a reader's own ("its reader failed").
"""

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from benchmarks.fuzz_samples import TOKENS, samples, zipped
from indexer.config import ReadingConfig
from indexer.errors import ReadError
from indexer.readers.sandbox.guard import GuardedReader
from indexer.readers.sandbox.resource_limits import peak_memory

READERS: Final = ("html", "pdf", "docx", "markdown", "text", "vtt", "srt")
LIMITS: Final = ReadingConfig(memory_bytes=512 * 2**20, cpu_seconds=10, wall_seconds=30)
MAX_MEMORY: Final = 300 * 2**20  # bytes, of this process
# A file is tried twice at most (guard.py), each time with a new child.
MAX_SECONDS: Final = 2 * LIMITS.wall_seconds + 10

_RAM: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
# What a guard says when its child is gone; all else is a reader's own refusal.
_DIED: Final = re.compile(
    r"its reader (?:crashed|aborted|was killed|exited early)|reading it took more than|it needs more than .* of memory"
)
_ESCAPED: Final = re.compile(
    r"its reader failed|its reader gave an invalid answer|no reader could be started"
)
_NUMBER: Final = re.compile(rb"-?\d+")
_EXTREMES: Final = (
    b"0",
    b"-1",
    b"255",
    b"65536",
    b"2147483648",
    b"-2147483649",
    b"99999999999999999999",
    b"1e99",
    b"",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One input that got past the guard."""

    number: int
    what: str
    data: bytes


def mutated(chance: random.Random, whole: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Return one of *whole*, changed in one to eight places."""
    data = bytearray(chance.choice(whole))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        begin = chance.randrange(len(data) + 1)
        end = min(len(data), begin + int(chance.expovariate(1 / 40)))
        kind = chance.randrange(10)
        if kind == 0:
            _put_extreme_number(chance, data)
        elif kind == 1 and chance.random() < 0.2:  # more would leave little for the others
            del data[begin:]
        else:
            data[begin:end] = _instead(chance, bytes(data[begin:end]), whole, tokens)
    return bytes(data)


def _instead(chance: random.Random, piece: bytes, whole: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Return what stands in place of *piece* from now on."""
    other = chance.choice(whole)
    cut = chance.randrange(len(other))
    flipped = bytes(byte ^ 1 << chance.randrange(8) for byte in piece[:1]) + piece[1:]
    token = chance.choice(tokens) * chance.choice((1, 1, 2, 1000))
    again = piece * chance.choice((2, 3, 100, 2000))
    noise = chance.randbytes(len(piece))
    from_another = other[cut : cut + chance.randrange(2000)]
    return chance.choice(
        (b"", flipped, token + piece, token + piece, again, noise, from_another, piece[::-1])
    )


def _put_extreme_number(chance: random.Random, data: bytearray) -> None:
    numbers = list(_NUMBER.finditer(data))
    if numbers:
        number = chance.choice(numbers)
        data[number.start() : number.end()] = chance.choice(_EXTREMES)


def mutator(form: str, chance: random.Random) -> Callable[[], bytes]:
    """Return what makes one broken file of *form* after the other."""
    whole = samples(form)
    tokens = TOKENS["captions" if form in {"vtt", "srt"} else form]
    if form != "docx":
        return lambda: mutated(chance, whole, tokens)
    with ZipFile(BytesIO(whole[0])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def word_file() -> bytes:
        # Most changes to a zip file are seen by its checksums; what is inside has to be changed apart.
        if chance.random() < 0.25:
            return mutated(chance, whole, [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\xff\xff\xff\xff"])
        name = chance.choice(list(parts))
        changed = {name: mutated(chance, [parts[name]], tokens)}
        if chance.random() < 0.1:
            return zipped({key: part for key, part in parts.items() if key != name})
        return zipped(parts | changed)

    return word_file


def main() -> int:
    """Fuzz one reader; say what became of the files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reader", choices=READERS, required=True)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="write the inputs that got past the guard here")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(dir=_RAM if _RAM.is_dir() else None) as folder,
        GuardedReader(LIMITS) as reader,
    ):
        outcomes, faults = _fuzz(reader, Path(folder) / "broken", given.reader, given.count, given.seed)
        if given.keep is not None:
            given.keep.mkdir(parents=True, exist_ok=True)
            for fault in faults:
                smaller = _smaller(reader, Path(folder) / "broken", given.reader, fault)
                (given.keep / f"{given.reader}-{given.seed}-{fault.number}").write_bytes(smaller)
    run = {
        "reader": given.reader,
        "seed": given.seed,
        "inputs": given.count,
        "read": outcomes.pop("read", 0),
        "died and were replaced": {what: n for what, n in outcomes.most_common() if _DIED.match(what)},
        "refused": {what: n for what, n in outcomes.most_common() if not _DIED.match(what)},
        "got past the guard": Counter(fault.what for fault in faults),
        "memory of this process, MB": peak_memory() // 2**20,
        "seconds": round(time.monotonic() - begun),
    }
    text = json.dumps(run, indent=2)
    print(text)
    if given.out is not None:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(text + "\n", encoding="utf-8")
    return 1 if faults else 0


def _fuzz(
    reader: GuardedReader, path: Path, form: str, count: int, seed: int
) -> tuple[Counter[str], list[Fault]]:
    broken = mutator(form, random.Random(seed))
    outcomes: Counter[str] = Counter()
    faults = []
    for number in range(count):
        data = broken()
        path.write_bytes(data)
        begun = time.monotonic()
        what = _outcome(reader, path, form)
        if time.monotonic() - begun > MAX_SECONDS:
            what = "it hung"
            faults.append(Fault(number=number, what=what, data=data))
        elif _ESCAPED.match(what):
            faults.append(Fault(number=number, what=what, data=data))
        elif peak_memory() > MAX_MEMORY:
            faults.append(Fault(number=number, what="the indexing process grew", data=data))
            break
        else:
            outcomes[re.sub(r"\d[\d,]*", "N", what)] += 1
        if number % 1000 == 999:
            print(f"{form}: {number + 1:,}", file=sys.stderr)
    return outcomes, faults


def _outcome(reader: GuardedReader, path: Path, form: str) -> str:
    try:
        reader.read(path, form, "broken")
    except ReadError as error:
        return error.what
    return "read"


def _smaller(reader: GuardedReader, path: Path, form: str, fault: Fault) -> bytes:
    """Return what is left of an input when all is cut out that its fault can do without."""
    data, size = fault.data, len(fault.data) // 2
    while size >= 1:
        begin = 0
        while begin < len(data) and len(data) > 1:
            shorter = data[:begin] + data[begin + size :]
            path.write_bytes(shorter)
            if _outcome(reader, path, form) == fault.what:
                data = shorter
            else:
                begin += size
        size //= 4
    return data


if __name__ == "__main__":
    sys.exit(main())
