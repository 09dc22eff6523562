"""`fieldguide index`: one run, from the sources to the live build."""

from pathlib import Path

import click

from indexer.cli.options import html_option, json_option, judge_for, settings
from indexer.cli.output import live_line, quantity
from indexer.cli.progress import TerminalProgress
from indexer.cli.report_output import report_lines
from indexer.cli.terminal import say, say_error, say_json
from indexer.config import Config
from indexer.errors import BuildError, ConfigError, FieldguideError, LockedError
from indexer.index_writer import BuildInfo, IndexWriter
from indexer.open_index_writer import open_index_writer
from indexer.runs.history import last_runs
from indexer.runs.news import news_of
from indexer.runs.pipeline import run_index
from indexer.runs.report import MAX_LISTED_FAILURES, FailedRun, RunOptions, RunReport
from indexer.runs.report_page import write_report

_RUNS_BEFORE = 20  # among so many, one that came to its end is looked for


@click.command()
@click.option("--full", is_flag=True, help="Rebuild from the library, reusing no existing build.")
@click.option("--source", metavar="NAME", help="Scan only this source.")
@click.option("--dry-run", is_flag=True, help="Scan and read, but change neither the library nor the builds.")
@click.option("--yes", is_flag=True, help="Publish even if the gate would hold the build.")
@click.option(
    "--reread", is_flag=True, help="Read every file and record again, even those that look unchanged."
)
@click.option(
    "--only-news",
    is_flag=True,
    help="For cron: print nothing and exit with 0, unless something failed that did not fail in the run before.",
)
@html_option
@json_option
def index(  # noqa: PLR0913, PLR0917  # click passes each option as its own argument
    full: bool,
    source: str | None,
    dry_run: bool,
    yes: bool,
    reread: bool,
    only_news: bool,
    html_file: Path | None,
    as_json: bool,
) -> int:
    """Read what changed, build the index, and publish it.

    Exit codes: 0 done; 1 failed, nothing changed; 2 usage or configuration error; 3 done, but some documents could not
    be read; 4 another indexer is running; 5 the gate held the build.
    """
    config = settings()
    options = RunOptions(full=full, source=source, dry_run=dry_run, yes=yes, reread=reread)
    if html_file is not None and not html_file.parent.is_dir():
        # Report this before the run, not after it.
        raise ConfigError(
            "there is no such folder", where=str(html_file.parent), fix="create it, or choose another folder"
        )
    before = _run_before(config) if only_news else None
    try:
        report = _run_silently(config, options) if only_news else _run(config, options)
    except LockedError:
        raise  # the report page belongs to the run in progress
    except FieldguideError as error:
        if html_file is not None:
            write_report(html_file, FailedRun(failed=1, failures=(str(error),)), site=config.site.name)
        raise
    if html_file is not None:
        write_report(html_file, report, site=config.site.name)
    silent = only_news and not _say_news(report, before)
    if not only_news:
        _say_problems(report)
    if report.held is not None:
        say_error(report.held)
    if as_json:
        say_json(report.as_json())
    elif not silent:
        say(*report_lines(report), live_line(_live(open_index_writer(config))))
    return _exit_code(report, before) if only_news else report.exit_code


def _run(config: Config, options: RunOptions) -> RunReport:
    with TerminalProgress() as progress:
        return run_index(
            config,
            options,
            report=lambda error: progress.say(str(error)),
            progress=progress,
            judge=judge_for(config),
        )


def _run_silently(config: Config, options: RunOptions) -> RunReport:
    """Run without a word; what failed is in the report."""
    return run_index(
        config,
        options,
        report=lambda _: None,
        progress=lambda _what, _done, _total: None,
        judge=judge_for(config),
    )


def _say_problems(report: RunReport) -> None:
    if report.failed > MAX_LISTED_FAILURES:
        say_error(f"… and {report.failed - MAX_LISTED_FAILURES:,} more failures")
    for note in report.notes:
        say_error(f"note: {note}")


def _say_news(report: RunReport, before: RunReport | None) -> bool:
    """Say what the run before did not have; return whether anything is worth a mail."""
    news = news_of(report, before)
    for line in news.failures:
        say_error(line)
    if news.unlisted:
        say_error(f"… and {quantity(news.unlisted, 'more failure')}")
    if news.failed and news.known:
        verb = "remains" if news.known == 1 else "remain"
        say_error(f"{quantity(news.known, 'failure')} of the run before {verb}; run: fieldguide status")
    for note in news.notes:
        say_error(f"note: {note}")
    return news.failed or bool(news.notes) or report.held is not None


def _exit_code(report: RunReport, before: RunReport | None) -> int:
    """Return the exit code of a run of which only news count."""
    return report.exit_code if report.held is not None or news_of(report, before).failed else 0


def _run_before(config: Config) -> RunReport | None:
    """Return the report of the last run that came to its end; None if there is none."""
    runs = last_runs(config.paths.library, _RUNS_BEFORE)
    return next((run.ended for run in runs if isinstance(run.ended, RunReport)), None)


def _live(index: IndexWriter) -> BuildInfo | None:
    """Return the live build; None if there is none or its manifest is damaged."""
    try:
        return index.live()
    except BuildError:
        return None
