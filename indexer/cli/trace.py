"""`fieldguide trace`: what happened to one resource or file."""

import click

from indexer.cli.options import json_option, settings
from indexer.cli.output import utc_now
from indexer.cli.terminal import say, say_json
from indexer.cli.trace_output import trace_lines
from indexer.runs.tracing import trace as traced


@click.command()
@click.argument("subject", metavar="ID-OR-ADDRESS")
@json_option
def trace(subject: str, as_json: bool) -> None:
    """Show what happened to a resource or a file.

    Shows when it was seen, how it was read, and which builds contain it, or why none does.
    ID-OR-ADDRESS is a resource's id, its web address, a file's path, or the address of one of Fieldguide's own pages or files,
    whole as a browser has it.
    """
    found = traced(settings(), subject)
    if as_json:
        say_json(found.as_json())
    else:
        say(*trace_lines(found, utc_now()))
