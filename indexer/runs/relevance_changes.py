"""Which judged queries score differently in two builds, and why; pure.

A `Judge` runs the queries and is passed in: the indexer knows no search engine.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

RANKS: Final = 10  # the cut-off of nDCG@10

# Answers that are named for each query: nobody would read more.
_MAX_REASONS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuery:
    """One query and the results of one build."""

    text: str
    ndcg: float  # at 10
    ranked: tuple[tuple[str, str], ...]  # the top RANKS results: id, title
    grades: Mapping[str, int]  # resource id -> grade; above 0 is relevant


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedReport:
    """All queries that have a relevant resource, with the results of one build."""

    queries: Mapping[str, JudgedQuery]

    @property
    def mean(self) -> float:
        """The mean nDCG@10; 0 if there are no queries."""
        return sum(one.ndcg for one in self.queries.values()) / max(len(self.queries), 1)


Judge = Callable[[str], JudgedReport]  # takes the id of a build; raises BuildError


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedQuery:
    """A query that scores better or worse than before."""

    text: str
    before: float
    after: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedIds:
    """Which resources changed from the old build to the new one, by id."""

    added: AbstractSet[str]
    changed: AbstractSet[str]
    removed: AbstractSet[str]


def moved_queries(before: JudgedReport, after: JudgedReport, changed: ChangedIds) -> tuple[MovedQuery, ...]:
    """Return the queries whose nDCG@10 changed, the largest drops first."""
    pairs = [(before.queries[key], now) for key, now in after.queries.items() if key in before.queries]
    moved = [
        MovedQuery(text=now.text, before=was.ndcg, after=now.ndcg, why=tuple(_why(was, now, changed)))
        for was, now in pairs
        if round(was.ndcg, 6) != round(now.ndcg, 6)
    ]
    return tuple(sorted(moved, key=lambda one: (one.after - one.before, one.text)))


def _why(was: JudgedQuery, now: JudgedQuery, changed: ChangedIds) -> list[str]:
    """Return a sentence for each relevant result that explains the change, and for new results above the relevant ones."""
    old = {key: rank for rank, (key, _) in enumerate(was.ranked, start=1)}
    new = {key: rank for rank, (key, _) in enumerate(now.ranked, start=1)}
    titles = dict(was.ranked) | dict(now.ranked)
    worse = now.ndcg < was.ndcg
    below = RANKS + 1
    moves = [
        f"“{titles[key]}”, which is relevant, {_move(old.get(key), new.get(key), _fate(key, changed))}"
        for key in sorted(old.keys() | new.keys(), key=lambda key: (old.get(key, below), new.get(key, below)))
        if now.grades.get(key, 0) > 0
        and (
            new.get(key, below) > old.get(key, below) if worse else new.get(key, below) < old.get(key, below)
        )
    ]
    entered = [
        f"“{title}” {_move(old.get(key), new[key], _fate(key, changed))}"
        for key, title in now.ranked
        if worse
        and now.grades.get(key, 0) <= 0
        and key in changed.added | changed.changed
        and new[key] < old.get(key, below)
    ]
    return [*moves[:_MAX_REASONS], *entered[:_MAX_REASONS]] or ["resources around the relevant ones changed"]


def _fate(key: str, changed: ChangedIds) -> str:
    for keys, fate in ((changed.removed, "gone"), (changed.added, "new"), (changed.changed, "changed")):
        if key in keys:
            return fate
    return ""


def _move(old: int | None, new: int | None, fate: str) -> str:
    if fate == "gone":
        return f"was at rank {old} and is gone"
    because = {"new": ": it is new", "changed": ": it was changed"}.get(fate, "")
    if old is None:
        return f"is now at rank {new}{because}"
    if new is None:
        return f"fell from rank {old} out of the top {RANKS}{because}"
    return f"{'fell' if new > old else 'rose'} from rank {old} to {new}{because}"
