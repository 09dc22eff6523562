"""What commands share: options, the settings, and what runs the judged queries."""

from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name

import click

from indexer.cli.group import JUDGE_FACTORY
from indexer.config import Config, find_config, load_config
from indexer.runs.relevance_changes import Judge

html_option = click.option(
    "--html",
    "html_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report to FILE as an HTML page.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, and nothing else, to standard output."
)


def settings() -> Config:
    """Return the settings of the running command; raises ConfigError."""
    return load_config(find_config(click.get_current_context().find_root().obj))


def judge_for(config: Config) -> Judge | None:
    """Return the function that runs the judged queries against a build, if any are configured; raises ConfigError."""
    where: str | None = click.get_current_context().meta.get(JUDGE_FACTORY)
    if where is None or config.publish.queries is None:
        return None  # most sites have none: then no engine is loaded
    judge_factory: Callable[[Config], Judge | None] = resolve_name(where)
    return judge_factory(config)
