"""Builds, statuses and runs as lines for the terminal; pure."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from indexer.index_writer import BuildInfo
from indexer.runs.history import RunRecord
from indexer.runs.report import RunReport
from indexer.runs.status import ListedBuild, Status

MAX_LISTED: Final = 20  # lines of one kind; `--json` prints all

_AGE_UNITS: Final = ((60, "minute", 60), (3600, "hour", 24), (86400, "day", 0))


def age(moment: str, now: datetime) -> str:
    """Return how long ago an ISO 8601 *moment* was: "3 minutes ago"."""
    seconds = (now - datetime.fromisoformat(moment)).total_seconds()
    if seconds < 60:
        return "just now"
    for unit, name, most in _AGE_UNITS:
        count = int(seconds // unit)
        if not most or count < most:
            return f"{quantity(count, name)} ago"
    return moment


def quantity(number: int, noun: str) -> str:
    """Return "1 passage", "1,024 passages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def live_line(live: BuildInfo | None) -> str:
    """Return one line about the live build."""
    if live is None:
        return "live now: no build"
    return f"live now: build {live.id}, {quantity(live.resources, 'resource')}, {quantity(live.passages, 'passage')}"


def status_lines(status: Status, now: datetime) -> Iterator[str]:
    """Yield what is live, how much it contains, and how the last run went."""
    live, run = status.live, status.last_run
    if live is None:
        yield "live now      no build; run: fieldguide index"
    else:
        yield f"live now      build {live.id}, built {age(live.built_at, now)}"
        for name, count in (
            ("resources", live.resources),
            ("documents", live.documents),
            ("passages", live.passages),
        ):
            yield f"{name:<14}{count:,}"
        facets = {name: len(values) for name, values in live.facets.items()}
        for name, counts in (("sources", live.sources), ("facets", facets)):
            yield f"{name:<14}{', '.join(f'{key} {count:,}' for key, count in counts.items())}"
    for name, seen in status.sources_seen.items():
        yield f"seen          {name}, {age(seen, now) if seen else 'never completely'}"
    if status.problem:
        yield f"problem       {status.problem}"
    if run is None:
        yield "last run      none yet"
        return
    yield f"last run      {_run(run, now)}"
    if run.ended is not None and run.ended.failed:
        yield f"failed        {run.ended.failed:,}"
        yield from first_of(run.ended.failures)
    if isinstance(run.ended, RunReport) and run.ended.without_text:
        yield ""
        yield from without_text_lines(run.ended.without_text)


def build_lines(builds: Sequence[ListedBuild], now: datetime) -> Iterator[str]:
    """Yield a table of builds."""
    rows = [
        (
            "live" if one.live else "held" if one.held else "",
            one.build.id,
            age(one.build.built_at, now),
            f"{one.build.resources:,}",
            f"{one.build.passages:,}",
        )
        for one in builds
    ]
    table = [("", "build", "built", "resources", "passages"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(5)]
    for row in table:
        left = (f"{row[column]:<{widths[column]}}" for column in range(3))
        right = (f"{row[column]:>{widths[column]}}" for column in range(3, 5))
        yield "  ".join((*left, *right)).rstrip()
    for one in builds:
        if one.held:
            yield f"{one.build.id} is held: {one.held}"


def _run(run: RunRecord, now: datetime) -> str:
    began = age(run.started, now)
    if run.ended is None:
        return f"started {began} and has not finished: it is still running, or was killed"
    counts = ", ".join(
        f"{run.ended.counts[name]:,} {name}"
        for name in ("added", "renamed", "changed", "removed", "unchanged")
        if name in run.ended.counts
    )
    return f"{began}, {run.ended.outcome}" + (f": {counts}" if counts else "")


def run_lines(runs: Sequence[RunRecord], now: datetime) -> Iterator[str]:
    """Yield one line per run, in the given order."""
    width = max(len(str(run.number)) for run in runs)
    for run in runs:
        yield f"{run.number:>{width}}  {_run(run, now)}"


def without_text_lines(documents: Sequence[str]) -> Iterator[str]:
    """Yield the documents without text, and what to do about them."""
    noun = "document has" if len(documents) == 1 else "documents have"
    yield f"{len(documents):,} {noun} no text and can be found by title only (a scan needs OCR):"
    yield from first_of(documents)


def first_of(lines: Sequence[str], total: int | None = None) -> Iterator[str]:
    """Yield the first MAX_LISTED of *lines*, then how many more there are of *total* (None: of *lines*)."""
    total = len(lines) if total is None else total
    for line in lines[:MAX_LISTED]:
        yield f"  {line}"
    if total > MAX_LISTED:
        yield f"  … and {total - MAX_LISTED:,} more; --json and --html list more"


def utc_now() -> datetime:
    """Return the current time, for `age`."""
    return datetime.now(UTC)
