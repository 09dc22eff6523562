"""The path of a file of synonyms in, its lines out; every mistake in it is named at once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.errors import SynonymsError
from indexer.regular_file import read_small
from indexer.synonyms.lines import LineError, SynonymLine, parse_line

MAX_BYTES: Final = 1 << 20
MAX_LINES: Final = 10_000  # that say something; each is kept in memory by every worker
MAX_MISTAKES: Final = 100  # that are named


@dataclass(frozen=True, slots=True)
class SynonymFile:
    """What a file of synonyms says."""

    lines: tuple[SynonymLine, ...] = ()
    version: str = ""  # the same for the same content; "": there is no file


def read_synonyms(path: Path) -> SynonymFile:
    """Return what the file at *path* says, or raise SynonymsError with every mistake in it."""
    try:
        # A link may lead to it: unlike the files of builds, staff put it there.
        content = read_small(path.resolve(), MAX_BYTES)
    except FileNotFoundError:
        raise _mistake(
            path, "there is no such file", "create it, or remove `synonyms` from [search]"
        ) from None
    except (OSError, RuntimeError) as error:
        raise _mistake(path, f"it cannot be read ({_reason(error)})", "check the file") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _mistake(path, "it is not UTF-8", "save it as UTF-8", line) from None
    return SynonymFile(_lines(path, text), hashlib.sha256(content).hexdigest()[:16])


def _lines(path: Path, text: str) -> tuple[SynonymLine, ...]:
    found: list[SynonymLine] = []
    mistakes: list[SynonymsError] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        try:
            said = parse_line(line, number)
        except LineError as error:
            mistakes.append(_mistake(path, error.what, error.fix, number))
            if len(mistakes) >= MAX_MISTAKES:
                break
            continue
        if said is not None:
            found.append(said)
            if len(found) > MAX_LINES:
                what = f"it has more than {MAX_LINES:,} lines of synonyms"
                mistakes.append(_mistake(path, what, "keep those that people search for", number))
                break
    if mistakes:
        raise _all(mistakes)
    return tuple(found)


def _mistake(path: Path, what: str, fix: str, line: int | None = None) -> SynonymsError:
    where = str(path) if line is None else f"{path}:{line}"
    return SynonymsError(what, where=where, fix=fix, line=line)


def _all(mistakes: Sequence[SynonymsError]) -> SynonymsError:
    """Return one error for all of them: the first one stands for them in one line."""
    first, more = mistakes[0], len(mistakes) - 1
    others = f" (and {more} more {'mistake' if more == 1 else 'mistakes'})" if more else ""
    error = SynonymsError(first.what + others, where=first.where, fix=first.fix, line=first.line)
    error.mistakes = tuple(mistakes)
    return error


def _reason(error: OSError | RuntimeError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
