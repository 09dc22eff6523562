"""The `fieldguide` command, made of its subcommands, and the exit codes of all."""

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final, cast

import click

from indexer.cli.terminal import say, say_error
from indexer.errors import ConfigError, FieldguideError

INTERRUPTED = 130  # the shells' exit code for Ctrl-C

JUDGE_FACTORY: Final = "indexer.cli.judging"


class LazyCommand(click.Command):
    """A command whose module is imported when the command is chosen: no command waits for libraries that only others need."""

    def __init__(self, where: str, summary: str) -> None:
        """*where* is its "module:function", and *summary* the first paragraph of its help."""
        super().__init__(where.rpartition(":")[2], help=summary)
        self._where = where

    def load(self) -> click.Command:
        """Import the command itself."""
        # Modules stay until the process ends: to look for garbage among them takes a tenth of the time.
        gc.disable()
        try:
            return cast("click.Command", resolve_name(self._where))
        finally:
            gc.enable()

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of the command itself, which click then invokes."""
        return self.load().make_context(info_name, args, parent, **extra)


def fieldguide_group(commands: Iterable[click.Command], judge_factory: str | None = None) -> click.Group:
    """Return the `fieldguide` command with *commands* as its subcommands.

    *judge_factory* is the "module:function" that returns what runs the judged queries against a build; see `judge_for`.
    """

    @click.group(context_settings={"help_option_names": ["-h", "--help"]})
    @click.option(
        "--version",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help="Show the version and exit.",
    )
    @click.option(
        "--config",
        type=click.Path(path_type=Path),
        help="Settings file. Default: $FIELDGUIDE_CONFIG, else ./config.toml.",
    )
    @click.pass_context
    def fieldguide(context: click.Context, config: Path | None) -> None:
        """Full-text search for resource libraries."""
        context.obj = config
        context.meta[JUDGE_FACTORY] = judge_factory

    for command in commands:
        fieldguide.add_command(command)
    return fieldguide


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the version, if it is *wanted*, and end."""
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415  # no other command needs it

        say(f"fieldguide {version('fieldguide')}")
        context.exit()


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
