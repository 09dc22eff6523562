"""The indexer's commands, each with where it is and its help (docs/operations.md). Imports none of them.

`fieldguide_group` combines `commands` with those of searchapp; `run` runs one and returns its exit code.
"""

import click

from indexer.cli.group import LazyCommand, fieldguide_group, run

commands: tuple[click.Command, ...] = (
    LazyCommand(
        "indexer.cli.init:init", "Create the folder of a new library, DIR, with a commented config.toml."
    ),
    LazyCommand("indexer.cli.index:index", "Read what changed, build the index, and publish it."),
    LazyCommand(
        "indexer.cli.status:status", "Show what is live, how much it contains, and how the last run went."
    ),
    LazyCommand("indexer.cli.runs:runs", "List the last runs of index, or show the report of one."),
    LazyCommand("indexer.cli.trace:trace", "Show what happened to a resource or a file."),
    LazyCommand("indexer.cli.crawl:crawl", "Look at a web site as a crawl does."),
    LazyCommand(
        "indexer.cli.synonyms:synonyms",
        "Propose acronyms that the library explains for the file of synonyms.",
    ),
    LazyCommand("indexer.cli.builds:verify", "Check every file of the live build against its manifest."),
    LazyCommand("indexer.cli.builds:builds", "List the builds, the newest first."),
    LazyCommand("indexer.cli.builds:publish", "Make a build live, bypassing the gate."),
    LazyCommand("indexer.cli.builds:rollback", "Make an earlier build live again: the previous one, or ID."),
)

__all__ = ["commands", "fieldguide_group", "run"]
