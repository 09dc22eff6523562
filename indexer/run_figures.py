"""What was noted of a run in; what anyone may be told of it out: figures, times and an outcome, never a name or a path.

Held both where a run is noted and where the note is told: the file in between may be damaged, or hold anything.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

_COUNTS: Final = frozenset({"resources", "added", "changed", "removed", "unchanged", "failed"})
_TIMES: Final = frozenset({"started", "finished", "sources_seen_at"})
_WORDS: Final = {
    "outcome": frozenset({"published", "nothing to do", "held", "failed", "dry run"}),
    "state": frozenset({"waiting", "running", "done", "interrupted"}),
}
_LONGEST_TIME: Final = 40  # characters; ISO 8601 with microseconds and offset takes 32
_GREATEST: Final = 2**53  # what every reader of JSON can count to


def run_figures(noted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may be told of *noted*, in its order."""
    return {name: value for name, value in noted.items() if _may_be_told(name, value)}


def _may_be_told(name: str, value: Any) -> bool:
    if name in _COUNTS:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _GREATEST
    if name in _TIMES:
        return isinstance(value, str) and _is_time(value)
    return isinstance(value, str) and value in _WORDS.get(name, ())


def _is_time(text: str) -> bool:
    try:
        return len(text) <= _LONGEST_TIME and text.isascii() and bool(datetime.fromisoformat(text))
    except ValueError:
        return False
