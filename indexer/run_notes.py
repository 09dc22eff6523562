"""The public facts of a run and their JSON: counts, times and an outcome, never a name or a path.

An index writer keeps such notes beside its builds, because servers do not read the library. The files may be damaged or
contain anything, so only valid values are read from them. Imports nothing from this project.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final, Literal, Self

State = Literal["waiting", "running", "done", "interrupted"]

_COUNTS: Final = frozenset({"resources", "added", "renamed", "changed", "removed", "unchanged", "failed"})
_TIMES: Final = frozenset({"started", "finished", "sources_seen_at"})
_ALLOWED_WORDS: Final = {
    "outcome": frozenset({"published", "nothing to do", "held", "failed", "dry run"}),
    "state": frozenset({"waiting", "running", "done", "interrupted"}),
}
_MAX_TIME_LENGTH: Final = 40  # characters; ISO 8601 with microseconds and offset takes 32
_MAX_COUNT: Final = 2**53  # the largest integer that every JSON parser can represent


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNote:
    """What the last run did; None: unknown, like most fields of a failed run."""

    started: str | None = None  # ISO 8601, UTC
    finished: str | None = None
    outcome: str | None = None  # as in RunReport, or "failed"
    resources: int | None = None
    added: int | None = None
    renamed: int | None = None  # None: none were
    changed: int | None = None
    removed: int | None = None
    unchanged: int | None = None
    failed: int | None = None
    sources_seen_at: str | None = (
        None  # the oldest of the times when each source was last scanned completely; None: one never was
    )

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values; "sources_seen_at" is included even if it is None."""
        return {**_known(asdict(self)), "sources_seen_at": self.sources_seen_at}

    @classmethod
    def from_json(cls, value: object) -> Self | None:
        """Return the note in *value*, without invalid fields; None: nothing in it is valid."""
        values = _valid_fields(value, cls)
        return cls(**values) if values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestNote:
    """The outcome of a request to re-index; counts and outcome are those of the run that took it, when that has ended."""

    state: State
    outcome: str | None = None
    resources: int | None = None
    added: int | None = None
    renamed: int | None = None  # None: none were
    changed: int | None = None
    removed: int | None = None
    unchanged: int | None = None
    failed: int | None = None
    started: str | None = None  # ISO 8601, UTC
    finished: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what is known as JSON values."""
        return _known(asdict(self))

    @classmethod
    def from_json(cls, value: object) -> Self | None:
        """Return the note in *value*, without invalid fields; None: it has no valid state."""
        values = _valid_fields(value, cls)
        return cls(**values) if "state" in values else None


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _valid_fields(value: object, kind: type[RunNote | RequestNote]) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {}
    names = {field.name for field in fields(kind)}
    return {name: each for name, each in value.items() if name in names and _is_valid(name, each)}


def _is_valid(name: str, value: object) -> bool:
    if name in _COUNTS:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MAX_COUNT
    if name in _TIMES:
        return isinstance(value, str) and _is_time(value)
    return isinstance(value, str) and value in _ALLOWED_WORDS[name]


def _is_time(text: str) -> bool:
    try:
        return len(text) <= _MAX_TIME_LENGTH and text.isascii() and bool(datetime.fromisoformat(text))
    except ValueError:
        return False
