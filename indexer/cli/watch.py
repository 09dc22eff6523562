"""`fieldguide watch`: re-indexes until it is stopped, and prints a line for each run."""

import signal
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from indexer.cli.options import judge_for
from indexer.cli.output import live_line
from indexer.cli.terminal import say, say_error
from indexer.config import Config, find_config, load_config
from indexer.errors import BuildError, ConfigError, FieldguideError, LockedError
from indexer.index_writer import BuildInfo
from indexer.open_index_writer import open_index_writer
from indexer.runs.pipeline import run_index
from indexer.runs.reindexing import ReindexRequests
from indexer.runs.report import COUNTS, MAX_LISTED_FAILURES, RunOptions, RunReport
from indexer.runs.watching import Watch, fingerprint


@click.command()
@click.option(
    "--every",
    type=click.IntRange(min=0),
    metavar="MINUTES",
    help="Minutes between runs; 0 turns the schedule off. Default: [watch] every_minutes.",
)
def watch(every: int | None) -> None:
    """Re-index until stopped: at the start, on a schedule, when a source changes, and on request.

    Each run goes through the gate as `index` does, and prints one line.
    """
    path = find_config(click.get_current_context().find_root().obj)
    site = _Site(path)
    minutes = site.config.watch.every_minutes if every is None else every
    stopped = threading.Event()
    # Like Ctrl-C: a run in progress stops at once, and the live build has not changed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        Watch(
            run=site.run,
            poll=lambda: fingerprint(site.config),
            is_requested=site.is_requested,
            run_seconds=minutes * 60.0,
            poll_seconds=site.config.watch.poll_seconds,
            clock=time.monotonic,
            wait=stopped.wait,
        ).until_stopped()
    except KeyboardInterrupt:
        for number in (signal.SIGTERM, signal.SIGINT):  # stopping a process group may send the signal twice
            signal.signal(number, signal.SIG_IGN)
        _say_timed("stopped; the live build has not changed")


class _Site:
    """The settings, which are read again for each run, and the runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.config: Config = load_config(path)

    def is_requested(self) -> bool:
        """Return whether a request is waiting."""
        requests = ReindexRequests(self.config.paths.requests, open_index_writer(self.config))
        return requests.waiting() is not None

    def run(self, why: str) -> bool:
        """Run once; return whether the run ended, successfully or not (False: it must be tried again)."""
        try:
            self.config = load_config(self._path)
        except ConfigError as error:
            say_error(error)
            _say_timed("the previous settings stay in force")
        try:
            judge = judge_for(self.config)
            report = run_index(
                self.config, RunOptions(), report=_say_failure, progress=_no_progress, judge=judge
            )
        except LockedError as error:
            _say_timed(f"{why}: {error.what}; trying again")
            return False
        except FieldguideError as error:
            say_error(error)
            _say_timed(f"{why}: failed; the live build has not changed")
            return True
        self._say_outcome(why, report)
        return True

    def _say_outcome(self, why: str, report: RunReport) -> None:
        if report.failed > MAX_LISTED_FAILURES:
            say_error(f"… and {report.failed - MAX_LISTED_FAILURES:,} more failures")
        for note in report.notes:
            say_error(f"note: {note}")
        if report.held is not None:
            say_error(report.held)
        counts = ", ".join(f"{report.counts[name]:,} {name}" for name in COUNTS if name in report.counts)
        _say_timed(f"{why}: {report.outcome}, {counts}; {live_line(_live(self.config))}")


def _live(config: Config) -> BuildInfo | None:
    try:
        return open_index_writer(config).live()
    except BuildError:
        return None


def _say_failure(error: FieldguideError) -> None:
    say_error(error)


def _no_progress(_what: str, _done: int, _total: int | None) -> None:
    pass


def _say_timed(line: str) -> None:
    say(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC  {line}")
