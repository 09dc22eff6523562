"""The `fieldguide` command: adds watch, serve, demo, search, evaluate and explain to the indexer's commands."""

import io
import sys
from collections.abc import Sequence

from indexer.cli.commands import commands
from indexer.cli.group import LazyCommand, fieldguide_group, run

group = fieldguide_group(
    (
        *commands,
        LazyCommand(
            "indexer.cli.watch:watch",
            "Re-index until stopped: at the start, on a schedule, when a source changes, and on request.",
        ),
        LazyCommand("searchapp.cli.serve:serve", "Run the production server until it is stopped."),
        LazyCommand("searchapp.cli.demo:demo", "Serve the sample library until it is stopped."),
        LazyCommand(
            "searchapp.cli.search:search", "Search the library. Without QUERY: every resource, newest first."
        ),
        LazyCommand(
            "searchapp.cli.evaluate:evaluate",
            "Measure relevance over judged queries: nDCG@10, MAP, Recall@100, success@1.",
        ),
        LazyCommand(
            "searchapp.cli.explain:explain", "Say why the resource ID has its score and rank for QUERY."
        ),
    ),
    judge_factory="searchapp.judged_queries:judge_of",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit codes stand in docs/operations.md."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What was typed may hold bytes that are no text. As an escape they print, and are valid in JSON.
        sys.stdout.reconfigure(errors="backslashreplace")
    return run(group, argv)
