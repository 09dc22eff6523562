"""`fieldguide status`: what is live, and how the last run went."""

import click

from indexer.cli.options import json_option, settings
from indexer.cli.output import status_lines, utc_now
from indexer.cli.terminal import say, say_json
from indexer.runs.status import library_status


@click.command()
@json_option
def status(as_json: bool) -> None:
    """Show what is live, how much it contains, and how the last run went."""
    known = library_status(settings())
    if as_json:
        say_json(known.as_json())
    else:
        say(*status_lines(known, utc_now()))
