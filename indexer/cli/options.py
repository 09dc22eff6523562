"""The `fieldguide` command, made of its subcommands, and what they share: settings, options, exit codes."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from indexer.cli.terminal import say_error
from indexer.config import Config, find_config, load_config
from indexer.errors import ConfigError, FieldguideError
from indexer.runs.relevance_changes import Judge

INTERRUPTED = 130  # the shells' exit code for Ctrl-C

_JUDGE_FACTORY: Final = "indexer.cli.judging"

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


def fieldguide_group(
    commands: Iterable[click.Command], judge_factory: Callable[[Config], Judge | None] | None = None
) -> click.Group:
    """Return the `fieldguide` command with *commands* as its subcommands.

    *judge_factory* returns the function that runs the judged queries against a build, if any are configured.
    """

    @click.group(context_settings={"help_option_names": ["-h", "--help"]})
    @click.option(
        "--config",
        type=click.Path(path_type=Path),
        help="Settings file. Default: $FIELDGUIDE_CONFIG, else ./config.toml.",
    )
    @click.pass_context
    def fieldguide(context: click.Context, config: Path | None) -> None:
        """Full-text search for resource libraries."""
        context.obj = config
        context.meta[_JUDGE_FACTORY] = judge_factory

    for command in commands:
        fieldguide.add_command(command)
    return fieldguide


def settings() -> Config:
    """Return the settings of the running command; raises ConfigError."""
    return load_config(find_config(click.get_current_context().find_root().obj))


def judge_for(config: Config) -> Judge | None:
    """Return the function that runs the judged queries against a build, if any are configured; raises ConfigError."""
    judge_factory: Callable[[Config], Judge | None] | None = click.get_current_context().meta.get(
        _JUDGE_FACTORY
    )
    return judge_factory(config) if judge_factory is not None else None


def run(group: click.Group, argv: Sequence[str] | None = None) -> int:
    """Run *group* with *argv* (None: the arguments of the process), print errors to stderr, return the exit code."""
    try:
        code = group.main(None if argv is None else list(argv), prog_name="fieldguide", standalone_mode=False)
        sys.stdout.flush()
    except FieldguideError as error:
        say_error(error)
        return error.exit_code
    except click.UsageError as error:
        say_error(_usage(error))
        return ConfigError.exit_code
    except click.ClickException as error:
        say_error(f"Error: {error.format_message()}")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say_error("stopped; the live build has not changed")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader closed the pipe (then click exits). Without this, Python would print an error on closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        return 0
    return code if isinstance(code, int) else 0


def _usage(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()  # `fieldguide` without arguments prints its help
    path = error.ctx.command_path if error.ctx is not None else "fieldguide"
    near = getattr(error, "possibilities", None)  # if a command or option is misspelt
    fix = f"did you mean {' or '.join(near)}?" if near else f"see {path} --help"
    what = (error.message if near else error.format_message()).rstrip(".")
    return str(ConfigError(what, where=path, fix=fix))
