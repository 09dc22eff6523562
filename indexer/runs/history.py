"""The last runs that a library has recorded, with their reports; changes nothing."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import LibraryError
from indexer.library.library import StoredRun, stored_runs
from indexer.runs.report import EndedRun, ended_run


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run of `index`, as the library recorded it."""

    number: int
    started: str  # ISO 8601, UTC
    finished: str | None  # None: it is running, or was killed
    ended: EndedRun | None  # None: likewise

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values: number, times, and the keys of its report."""
        ended = self.ended.as_json() if self.ended is not None else {}
        return {"number": self.number, "started": self.started, "finished": self.finished, **ended}


def last_runs(path: Path, count: int = 1) -> tuple[RunRecord, ...]:
    """Return the last runs, newest first; none if there is no library at *path*. Raises LibraryError."""
    return tuple(_record(run, path) for run in stored_runs(path, count))


def _record(run: StoredRun, path: Path) -> RunRecord:
    ended: EndedRun | None = None
    if run.report is not None:
        try:
            # Old reports of failed runs lack the start time.
            ended = ended_run({"started": run.started, **json.loads(run.report)})
        except (ValueError, TypeError):
            raise LibraryError(
                f"the report of run {run.number} cannot be read",
                where=str(path),
                fix="move the file away, then run: fieldguide index; it reads everything again",
            ) from None
    return RunRecord(number=run.number, started=run.started, finished=run.finished, ended=ended)
