"""`fieldguide runs`: the last runs of `index`, and the report of one."""

from dataclasses import replace
from pathlib import Path

import click

from indexer.cli.options import html_option, json_option, settings
from indexer.cli.output import first_of, run_lines, utc_now
from indexer.cli.report_output import report_lines
from indexer.cli.terminal import say, say_json
from indexer.errors import LibraryError
from indexer.library.library import MAX_STORED_RUNS
from indexer.runs.history import last_runs
from indexer.runs.report import FailedRun
from indexer.runs.report_page import write_report


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
