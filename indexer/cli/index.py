"""`fieldguide index`: one run, from the sources to the live build."""

from pathlib import Path

import click

from indexer.cli.options import html_option, json_option, judge_for, settings
from indexer.cli.output import live_line
from indexer.cli.progress import TerminalProgress
from indexer.cli.report_output import report_lines
from indexer.cli.terminal import say, say_error, say_json
from indexer.errors import BuildError, ConfigError, FieldguideError, LockedError
from indexer.index_writer import BuildInfo, IndexWriter
from indexer.open_index_writer import open_index_writer
from indexer.runs.pipeline import run_index
from indexer.runs.report import MAX_LISTED_FAILURES, FailedRun, RunOptions
from indexer.runs.report_page import write_report


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


def _live(index: IndexWriter) -> BuildInfo | None:
    """Return the live build; None if there is none or its manifest is damaged."""
    try:
        return index.live()
    except BuildError:
        return None
