"""Words on the command line in, an exit code out (DESIGN.md 5): index, status, verify, builds, publish, rollback.

`commands` are the indexer's own; `fieldguide_group` joins them with others', and `run` runs one as a process would.
"""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from indexer.builds import Build, Builds
from indexer.config import Config, find_config, load_config
from indexer.console import build_lines, live_line, report_lines, status_lines, utc_now
from indexer.errors import BuildError, ConfigError, FieldguideError, NoBuildError
from indexer.pipeline import run_index
from indexer.progress import TerminalProgress
from indexer.report import KEPT_FAILURES, Wishes
from indexer.status import library_status

INTERRUPTED = 130  # as shells say it: ended by Ctrl-C

json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, alone on stdout.")


def fieldguide_group(commands: Iterable[click.Command]) -> click.Group:
    """Return the `fieldguide` command with *commands* below it."""

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

    for command in commands:
        fieldguide.add_command(command)
    return fieldguide


def settings() -> Config:
    """Return the settings that the running command was given; raises ConfigError."""
    return load_config(find_config(click.get_current_context().find_root().obj))


def run(group: click.Group, argv: Sequence[str] | None = None) -> int:
    """Run *group* on *argv* (None: those of the process); say on stderr what went wrong; return the exit code."""
    try:
        code = group.main(None if argv is None else list(argv), prog_name="fieldguide", standalone_mode=False)
        sys.stdout.flush()
    except FieldguideError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except click.UsageError as error:
        click.echo(_usage(error), err=True)
        return ConfigError.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what is live has not changed", err=True)
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
    mend = f"did you mean {' or '.join(near)}?" if near else f"see {path} --help"
    what = (error.message if near else error.format_message()).rstrip(".")
    return str(ConfigError(what, where=path, mend=mend))


def say_json(value: Any) -> None:
    """Write *value* as JSON on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.command()
@click.option("--full", is_flag=True, help="Take nothing from old builds.")
@click.option("--source", metavar="NAME", help="Scan this source alone.")
@click.option("--dry-run", is_flag=True, help="Fetch and read, but change neither library nor builds.")
@click.option("--yes", is_flag=True, help="Publish past the gate.")
@json_option
def index(full: bool, source: str | None, dry_run: bool, yes: bool, as_json: bool) -> int:
    """Read what changed, build, and publish.

    Exit codes: 0 done; 1 failed, nothing changed; 2 usage or config; 3 done, but some documents could not be read;
    4 another indexer runs; 5 the gate held the build.
    """
    config = settings()
    wishes = Wishes(full=full, source=source, dry_run=dry_run, yes=yes)
    with TerminalProgress() as progress:
        report = run_index(config, wishes, report=lambda error: progress.say(str(error)), progress=progress)
    if report.failed > KEPT_FAILURES:
        click.echo(f"… and {report.failed - KEPT_FAILURES:,} failures more", err=True)
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    if report.held is not None:
        click.echo(str(report.held), err=True)
    if as_json:
        say_json(report.as_json())
    else:
        click.echo("\n".join(report_lines(report, _live(Builds(config.paths.builds)))))
    return report.exit_code


@click.command()
@json_option
def status(as_json: bool) -> None:
    """Say what is live, how much it holds, and how the last run went."""
    known = library_status(settings())
    if as_json:
        say_json(known)
    else:
        click.echo("\n".join(status_lines(known, utc_now())))


@click.command()
@json_option
def verify(as_json: bool) -> int:
    """Check every file of the live build against its manifest."""
    builds = Builds(settings().paths.builds)
    live = builds.live()
    if live is None:
        raise NoBuildError("no build is live", where=str(builds.root), mend="run: fieldguide index")
    damage = live.verify()
    for error in damage:
        click.echo(str(error), err=True)
    if as_json:
        files = len(live.manifest.files)
        say_json(
            {
                "build": live.id,
                "files": files,
                "sound": not damage,
                "damage": [str(error) for error in damage],
            }
        )
    elif not damage:
        click.echo(f"build {live.id} is sound: {len(live.manifest.files):,} files are as they were written")
    return BuildError.exit_code if damage else 0


@click.command()
@json_option
def builds(as_json: bool) -> None:
    """List the builds, the newest first."""
    known = Builds(settings().paths.builds)
    live = known.live_id()
    listed = [
        {
            "id": build.id,
            "built_at": build.manifest.built_at,
            "resources": build.manifest.resources,
            "documents": build.manifest.documents,
            "passages": build.manifest.passages,
            "schema_version": build.manifest.schema_version,
            "software": build.manifest.software,
            "live": build.id == live,
            "held": known.held(build.manifest.content),
        }
        for build in reversed(known.all())
    ]
    if as_json:
        say_json({"live": live, "builds": listed})
    elif listed:
        click.echo("\n".join(build_lines(listed, utc_now())))
    else:
        click.echo("no builds yet; run: fieldguide index")


@click.command()
@click.argument("build_id", metavar="ID")
@json_option
def publish(build_id: str, as_json: bool) -> None:
    """Make a build live, past the gate."""
    builds = Builds(settings().paths.builds)
    builds.get(build_id)  # an unknown id is told before a lock is asked for
    with builds.lock():
        _say_live(builds.publish(build_id), as_json=as_json)


@click.command()
@click.argument("build_id", metavar="[ID]", required=False)
@json_option
def rollback(build_id: str | None, as_json: bool) -> None:
    """Make an earlier build live again: the one before, or ID.

    What was live is then held: index publishes the same content only with --yes.
    """
    builds = Builds(settings().paths.builds)
    left = builds.live_id()
    with builds.lock():
        build = builds.rollback(build_id)
    _say_live(build, as_json=as_json)
    if not as_json and left is not None and _is_held(builds, left):
        click.echo(f"build {left} is held now; to go back to it, run: fieldguide publish {left}")


def _is_held(builds: Builds, build_id: str) -> bool:
    try:
        return builds.held(builds.get(build_id).manifest.content) is not None
    except BuildError:
        return False  # its manifest is damaged: nothing is known of its content


def _live(builds: Builds) -> Build | None:
    """Return the live build to speak of; None also where its manifest is damaged."""
    try:
        return builds.live()
    except BuildError:
        return None


def _say_live(build: Build, *, as_json: bool) -> None:
    if as_json:
        say_json(
            {"live": build.id, "built_at": build.manifest.built_at, "resources": build.manifest.resources}
        )
    else:
        click.echo(live_line(build))


commands: tuple[click.Command, ...] = (index, status, verify, builds, publish, rollback)
