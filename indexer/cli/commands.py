"""The indexer's commands: index, status, runs, trace, verify, builds, publish and rollback (docs/operations.md).

`fieldguide_group` combines `commands` with those of searchapp; `run` runs one and returns its exit code.
"""

from dataclasses import replace
from pathlib import Path

import click

from indexer.cli.crawl import crawl
from indexer.cli.init import init
from indexer.cli.options import (
    fieldguide_group,
    html_option,
    json_option,
    judge_for,
    run,
    settings,
)
from indexer.cli.output import build_lines, first_of, live_line, run_lines, status_lines, utc_now
from indexer.cli.progress import TerminalProgress
from indexer.cli.report_output import report_lines
from indexer.cli.terminal import say, say_error, say_json
from indexer.cli.trace_output import trace_lines
from indexer.errors import (
    BuildError,
    ConfigError,
    FieldguideError,
    LibraryError,
    LockedError,
    NoBuildError,
)
from indexer.index_writer import BuildInfo, IndexWriter
from indexer.library.library import MAX_STORED_RUNS
from indexer.open_index_writer import open_index_writer
from indexer.runs.history import last_runs
from indexer.runs.pipeline import run_index
from indexer.runs.report import MAX_LISTED_FAILURES, FailedRun, RunOptions
from indexer.runs.report_page import write_report
from indexer.runs.status import library_status, listed_builds
from indexer.runs.tracing import trace as traced


@click.command()
@click.option("--full", is_flag=True, help="Rebuild from the library, reusing no existing build.")
@click.option("--source", metavar="NAME", help="Scan only this source.")
@click.option("--dry-run", is_flag=True, help="Scan and read, but change neither the library nor the builds.")
@click.option("--yes", is_flag=True, help="Publish even if the gate would hold the build.")
@click.option(
    "--reread", is_flag=True, help="Read every file and record again, even those that look unchanged."
)
@html_option
@json_option
def index(  # noqa: PLR0913, PLR0917  # click passes each option as its own argument
    full: bool,
    source: str | None,
    dry_run: bool,
    yes: bool,
    reread: bool,
    html_file: Path | None,
    as_json: bool,
) -> int:
    """Read what changed, build the index, and publish it.

    Exit codes: 0 done; 1 failed, nothing changed; 2 usage or configuration error; 3 done, but some documents could not
    be read; 4 another indexer is running; 5 the gate held the build.
    """
    config = settings()
    options = RunOptions(full=full, source=source, dry_run=dry_run, yes=yes, reread=reread)
    judge = judge_for(config)
    if html_file is not None and not html_file.parent.is_dir():
        # Report this before the run, not after it.
        raise ConfigError(
            "there is no such folder", where=str(html_file.parent), fix="create it, or choose another folder"
        )
    try:
        with TerminalProgress() as progress:
            report = run_index(
                config, options, report=lambda error: progress.say(str(error)), progress=progress, judge=judge
            )
    except LockedError:
        raise  # the report page belongs to the run in progress
    except FieldguideError as error:
        if html_file is not None:
            write_report(html_file, FailedRun(failed=1, failures=(str(error),)), site=config.site.name)
        raise
    if html_file is not None:
        write_report(html_file, report, site=config.site.name)
    if report.failed > MAX_LISTED_FAILURES:
        say_error(f"… and {report.failed - MAX_LISTED_FAILURES:,} more failures")
    for note in report.notes:
        say_error(f"note: {note}")
    if report.held is not None:
        say_error(report.held)
    if as_json:
        say_json(report.as_json())
    else:
        say(*report_lines(report), live_line(_live(open_index_writer(config))))
    return report.exit_code


@click.command()
@click.argument("number", type=click.IntRange(min=1), required=False)
@html_option
@json_option
def runs(number: int | None, html_file: Path | None, as_json: bool) -> None:
    """List the last runs of index, or show the report of one.

    NUMBER selects a run. --html without NUMBER writes the report of the last one.
    """
    config = settings()
    known = last_runs(config.paths.library, MAX_STORED_RUNS)
    if number is None and html_file is None:
        if as_json:
            say_json({"runs": [one.as_json() for one in known]})
        else:
            say(*(run_lines(known, utc_now()) if known else ("no runs yet; run: fieldguide index",)))
        return
    record = next((one for one in known if number in (None, one.number)), None)
    if record is None:
        raise LibraryError(
            f"there is no run {number}" if number else "there is no run yet",
            where=str(config.paths.library),
            fix=f"the last {MAX_STORED_RUNS} runs are kept; list them with: fieldguide runs",
        )
    ended = record.ended
    if ended is None:
        ended = FailedRun(failed=1, failures=("it is still running, or was killed",), started=record.started)
    if html_file is not None:
        write_report(html_file, ended, site=config.site.name)
    if as_json:
        say_json(replace(record, ended=ended).as_json())
    else:
        say(*first_of(ended.failures), *report_lines(ended))


@click.command()
@json_option
def status(as_json: bool) -> None:
    """Show what is live, how much it contains, and how the last run went."""
    known = library_status(settings())
    if as_json:
        say_json(known.as_json())
    else:
        say(*status_lines(known, utc_now()))


@click.command()
@click.argument("subject", metavar="ID-OR-ADDRESS")
@json_option
def trace(subject: str, as_json: bool) -> None:
    """Show what happened to a resource or a file.

    Shows when it was seen, how it was read, and which builds contain it, or why none does.
    ID-OR-ADDRESS is a resource's id, its web address, a file's path, or the address of one of Fieldguide's own pages.
    """
    found = traced(settings(), subject)
    if as_json:
        say_json(found.as_json())
    else:
        say(*trace_lines(found, utc_now()))


@click.command()
@json_option
def verify(as_json: bool) -> int:
    """Check every file of the live build against its manifest."""
    config = settings()
    index = open_index_writer(config)
    live_id = index.live_id()
    if live_id is None:
        raise NoBuildError("no build is live", where=str(config.paths.builds), fix="run: fieldguide index")
    found = index.verify(live_id)
    for error in found.damage:
        say_error(error)
    if as_json:
        say_json(
            {
                "build": found.build,
                "files": found.files,
                "sound": not found.damage,
                "damage": [str(error) for error in found.damage],
            }
        )
    elif not found.damage:
        say(f"build {found.build} is sound: {found.files:,} files match the manifest")
    return BuildError.exit_code if found.damage else 0


@click.command()
@json_option
def builds(as_json: bool) -> None:
    """List the builds, the newest first."""
    index = open_index_writer(settings())
    known = listed_builds(index)
    if as_json:
        say_json({"live": index.live_id(), "builds": [one.as_json() for one in known]})
    elif known:
        say(*build_lines(known, utc_now()))
    else:
        say("no builds yet; run: fieldguide index")


@click.command()
@click.argument("build_id", metavar="ID")
@json_option
def publish(build_id: str, as_json: bool) -> None:
    """Make a build live, bypassing the gate."""
    index = open_index_writer(settings())
    index.get(build_id)  # reports an unknown id before waiting for the lock
    with index.lock():
        _say_live(index.publish(build_id), as_json=as_json)


@click.command()
@click.argument("build_id", metavar="[ID]", required=False)
@json_option
def rollback(build_id: str | None, as_json: bool) -> None:
    """Make an earlier build live again: the previous one, or ID.

    The build that was live is then held: index publishes the same content again only with --yes.
    """
    index = open_index_writer(settings())
    left = index.live_id()
    with index.lock():
        build = index.rollback(build_id)
    _say_live(build, as_json=as_json)
    if not as_json and left is not None and _is_held(index, left):
        say(f"build {left} is now held; to return to it, run: fieldguide publish {left}")


def _is_held(index: IndexWriter, build_id: str) -> bool:
    try:
        return index.held(index.get(build_id).content) is not None
    except BuildError:
        return False  # its manifest is damaged, so its content is unknown


def _live(index: IndexWriter) -> BuildInfo | None:
    """Return the live build; None if there is none or its manifest is damaged."""
    try:
        return index.live()
    except BuildError:
        return None


def _say_live(build: BuildInfo, *, as_json: bool) -> None:
    if as_json:
        say_json({"live": build.id, "built_at": build.built_at, "resources": build.resources})
    else:
        say(live_line(build))


commands: tuple[click.Command, ...] = (
    init,
    index,
    status,
    runs,
    trace,
    crawl,
    verify,
    builds,
    publish,
    rollback,
)

__all__ = ["commands", "fieldguide_group", "json_option", "judge_for", "run", "settings"]
