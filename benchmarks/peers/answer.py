"""What every peer answers, in one shape, so that answers can be held against each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from benchmarks.questions import Question

FACETS: Final = ("topic", "type", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The first ten, how many there are, and the count of every value of every facet."""

    ids: tuple[str, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]


class Peer(Protocol):
    """An open index that can be asked."""

    name: str

    def asker(self, question: Question) -> Callable[[], Any]:
        """Return what answers *question* with ten ids and all facets; calling it is what is timed."""
        ...

    def answer(self, given: Any) -> Answer:
        """Return what an asker gave, in one shape."""
        ...
