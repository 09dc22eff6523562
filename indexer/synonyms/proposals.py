"""What was harvested, and the file of synonyms, in; proposals for the file, each with its conflicts, out. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal, Protocol

from indexer.synonyms.file import SynonymFile
from indexer.synonyms.harvest import key_of

State = Literal["open", "accepted", "rejected"]


class Found(Protocol):
    """A pair that one resource explains."""

    @property
    def acronym(self) -> str:
        """The acronym."""
        ...

    @property
    def key(self) -> str:
        """What its long forms have in common."""
        ...

    @property
    def long_form(self) -> str:
        """As the resource prints it first."""
        ...

    @property
    def count(self) -> int:
        """How many times the resource explains it."""
        ...

    @property
    def resource(self) -> str:
        """The id of the resource."""
        ...

    @property
    def title(self) -> str:
        """The title of the resource."""
        ...

    @property
    def page(self) -> int | None:
        """The page on which it is explained first."""
        ...

    @property
    def heading(self) -> str | None:
        """The heading above that."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPair:
    """An acronym and one thing that it stands for."""

    acronym: str
    long_form: str  # as most resources print it
    key: str
    count: int  # how many times it is explained
    resources: int  # by so many resources
    example: Found  # the one that explains it most often
    conflicts: tuple[str, ...]  # other long forms of the acronym, in the library or in the file
    state: State

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        example = self.example
        return {
            "acronym": self.acronym,
            "long_form": self.long_form,
            "count": self.count,
            "resources": self.resources,
            "example": {
                "id": example.resource,
                "title": example.title,
                "page": example.page,
                "heading": example.heading,
            },
            "conflicts": list(self.conflicts),
            "state": self.state,
        }


def proposals(
    pairs: Iterable[Found], rejected: Collection[tuple[str, str]], file: SynonymFile
) -> list[ProposedPair]:
    """Return every pair, those that most resources explain first; *pairs* are in the order of acronym and key."""
    in_file = _in_file(file)
    grouped = {key: list(group) for key, group in groupby(pairs, lambda pair: (pair.acronym, pair.key))}
    printed = {key: _most_printed(group) for key, group in grouped.items()}
    of_acronym: dict[str, list[str]] = {}
    for acronym, key in grouped:
        of_acronym.setdefault(acronym, []).append(key)
    found = []
    for (acronym, key), group in grouped.items():
        others = {other: printed[acronym, other] for other in of_acronym[acronym] if other != key}
        others |= {other: text for other, text in in_file.get(acronym, {}).items() if other != key}
        state: State = "open"
        if key in in_file.get(acronym, {}):
            state = "accepted"
        elif (acronym, key) in rejected:
            state = "rejected"
        found.append(
            ProposedPair(
                acronym=acronym,
                long_form=printed[acronym, key],
                key=key,
                count=sum(pair.count for pair in group),
                resources=len(group),
                example=group[0],
                conflicts=tuple(sorted(others.values())),
                state=state,
            )
        )
    return sorted(found, key=lambda pair: (-pair.resources, -pair.count, pair.acronym, pair.key))


def _most_printed(group: Iterable[Found]) -> str:
    counts: dict[str, int] = {}
    for pair in group:
        counts[pair.long_form] = counts.get(pair.long_form, 0) + pair.count
    # Of those printed as often, the one that is no plural is mostly the shorter one.
    return min(counts, key=lambda text: (-counts[text], len(text), text))


def _in_file(file: SynonymFile) -> Mapping[str, Mapping[str, str]]:
    """Return {acronym: {key: long form}} of what the file says of each word."""
    found: dict[str, dict[str, str]] = {}
    for line in file.lines:
        for source in line.sources:
            others = {key_of(text): text for text in line.targets if text != source}
            found.setdefault(source, {}).update(others)
    return found
