"""Commands in, the `fieldguide` command out; and what they all share: settings, options, JSON, exit codes."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from indexer.cli.terminal import complain
from indexer.config import Config, find_config, load_config
from indexer.errors import ConfigError, FieldguideError
from indexer.runs.judged import Judge

INTERRUPTED = 130  # as shells say it: ended by Ctrl-C

_JUDGING: Final = "indexer.cli.judging"

html_option = click.option(
    "--html",
    "html_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report to FILE as a page.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, alone on stdout.")


def fieldguide_group(
    commands: Iterable[click.Command], judging: Callable[[Config], Judge | None] | None = None
) -> click.Group:
    """Return the `fieldguide` command with *commands* below it; *judging* makes what asks builds the judged queries."""

    @click.group(context_settings={"help_option_names": ["-h", "--help"]})
    @click.option(
        "--config",
        type=click.Path(path_type=Path),
        help="Settings; else $FIELDGUIDE_CONFIG, else ./config.toml.",
    )
    @click.pass_context
    def fieldguide(context: click.Context, config: Path | None) -> None:
        """Full-text search for resource libraries."""
        context.obj = config
        context.meta[_JUDGING] = judging

    for command in commands:
        fieldguide.add_command(command)
    return fieldguide


def settings() -> Config:
    """Return the settings that the running command was given; raises ConfigError."""
    return load_config(find_config(click.get_current_context().find_root().obj))


def judge_for(config: Config) -> Judge | None:
    """Return what asks a build the judged queries, as the group was given it; raises ConfigError."""
    judging: Callable[[Config], Judge | None] | None = click.get_current_context().meta.get(_JUDGING)
    return judging(config) if judging is not None else None


def run(group: click.Group, argv: Sequence[str] | None = None) -> int:
    """Run *group* on *argv* (None: those of the process); say on stderr what went wrong; return the exit code."""
    try:
        code = group.main(None if argv is None else list(argv), prog_name="fieldguide", standalone_mode=False)
        sys.stdout.flush()
    except FieldguideError as error:
        complain(error)
        return error.exit_code
    except click.UsageError as error:
        complain(_usage(error))
        return ConfigError.exit_code
    except click.ClickException as error:
        complain(f"Error: {error.format_message()}")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("stopped; what is live has not changed")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Whoever read has enough (click exits on a closed pipe). Python would else complain when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        return 0
    return code if isinstance(code, int) else 0


def _usage(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()  # `fieldguide` alone asks for help
    path = error.ctx.command_path if error.ctx is not None else "fieldguide"
    near = getattr(error, "possibilities", None)  # of a misspelt command or option
    fix = f"did you mean {' or '.join(near)}?" if near else f"see {path} --help"
    what = (error.message if near else error.format_message()).rstrip(".")
    return str(ConfigError(what, where=path, fix=fix))
