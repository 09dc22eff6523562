"""The words of `fieldguide watch` in, a line for each run out, until it is stopped."""

import signal
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from indexer.cli.options import judge_for
from indexer.cli.output import live_line
from indexer.cli.terminal import complain, say
from indexer.config import Config, find_config, load_config
from indexer.engines import open_index_writer
from indexer.errors import BuildError, ConfigError, FieldguideError, LockedError
from indexer.index_writer import BuildInfo
from indexer.runs.pipeline import run_index
from indexer.runs.reindexing import ReindexRequests
from indexer.runs.report import KEPT_FAILURES, RunReport, Wishes
from indexer.runs.watching import Watch, fingerprint


@click.command()
@click.option(
    "--every",
    type=click.IntRange(min=0),
    metavar="MINUTES",
    help="Else [watch] every_minutes; 0: never by the clock.",
)
def watch(every: int | None) -> None:
    """Re-index when there is a reason to.

    By the clock, when the sources change, and when somebody asks, until it is stopped. It runs once at the start. Each run goes through the gate as `index` does, and what it comes to is one line.
    """
    path = find_config(click.get_current_context().find_root().obj)
    site = _Site(path)
    minutes = site.config.watch.every_minutes if every is None else every
    stopped = threading.Event()
    # As Ctrl-C: a run that is under way ends at once, and what is live has not changed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        Watch(
            run=site.run,
            look=lambda: fingerprint(site.config),
            asked=site.asked,
            every=minutes * 60.0,
            pause=site.config.watch.poll_seconds,
            clock=time.monotonic,
            wait=stopped.wait,
        ).until_stopped()
    except KeyboardInterrupt:
        for number in (signal.SIGTERM, signal.SIGINT):  # whoever stops a group of processes tells it twice
            signal.signal(number, signal.SIG_IGN)
        _say("stopped; what is live has not changed")


class _Site:
    """The settings, read anew for each run, and the runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.config: Config = load_config(path)

    def asked(self) -> bool:
        """Tell whether a request waits."""
        requests = ReindexRequests(self.config.paths.requests, open_index_writer(self.config))
        return requests.waiting() is not None

    def run(self, why: str) -> bool:
        """Run once; return whether that is done with, well or not."""
        try:
            self.config = load_config(self._path)
        except ConfigError as error:
            complain(error)
            _say("the settings are as they were before that mistake")
        try:
            judge = judge_for(self.config)
            report = run_index(self.config, Wishes(), report=_tell, progress=_no_progress, judge=judge)
        except LockedError as error:
            _say(f"{why}: {error.what}; it is tried again")
            return False
        except FieldguideError as error:
            complain(error)
            _say(f"{why}: failed, and what is live has not changed")
            return True
        self._told(why, report)
        return True

    def _told(self, why: str, report: RunReport) -> None:
        if report.failed > KEPT_FAILURES:
            complain(f"… and {report.failed - KEPT_FAILURES:,} failures more")
        for note in report.notes:
            complain(f"note: {note}")
        if report.held is not None:
            complain(report.held)
        counts = ", ".join(
            f"{getattr(report, name):,} {name}"
            for name in ("added", "changed", "removed", "unchanged", "failed")
        )
        _say(f"{why}: {report.outcome}, {counts}; {live_line(_live(self.config))}")


def _live(config: Config) -> BuildInfo | None:
    try:
        return open_index_writer(config).live()
    except BuildError:
        return None


def _tell(error: FieldguideError) -> None:
    complain(error)


def _no_progress(_what: str, _done: int, _total: int | None) -> None:
    pass


def _say(line: str) -> None:
    say(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC  {line}")
