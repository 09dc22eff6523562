"""What a command said in, the same without its lines of progress out: on a slow machine any run may be long enough for some."""

import re
from typing import IO, Final

_PROGRESS: Final = re.compile(
    r"(?:reading .+|building): [\d,]+(?: of [\d,]+)?(?:, [\d,]+ a second)?(?:, about [\d:]+ left)?\n"
)


def without_progress(said: str) -> str:
    """Return the lines of *said* that tell of anything else; see indexer/cli/progress.py."""
    return "".join(line for line in said.splitlines(keepends=True) if not _PROGRESS.fullmatch(line))


def next_line(said: IO[str] | None) -> str:
    """Return the next line that tells of anything else, or an empty text at the end."""
    assert said is not None
    return next((line for line in iter(said.readline, "") if without_progress(line)), "")
