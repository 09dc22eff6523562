"""The mistakes in a query string: each parameter with what would be right, and the error that carries them all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# A programmer corrects four mistakes in one go, and reads no list of ten thousand.
MAX_MISTAKES: Final = 100
LONGEST: Final = 80  # characters of what was sent that are said again


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One parameter that is not as the contract asks."""

    parameter: str
    detail: str


class BadParametersError(Exception):
    """All that is wrong with a query string: the first of it as `mistakes`, and how many are not among them.

    `hint` is a sentence about all of them, if there is one to say.
    """

    def __init__(self, mistakes: Iterable[Mistake], *, more: int = 0, hint: str | None = None) -> None:
        self.mistakes = tuple(mistakes)
        self.more = more
        self.hint = hint
        super().__init__("; ".join(f"{mistake.parameter}: {mistake.detail}" for mistake in self.mistakes))


def brief(text: str, longest: int = LONGEST) -> str:
    """Return *text* as a message says it again: not all of it, if it is long."""
    return f"{text[:longest]}…" if len(text) > longest else text
