"""`fieldguide builds`, and what is done with builds: `verify`, `publish` and `rollback`."""

import click

from indexer.cli.options import json_option, settings
from indexer.cli.output import build_lines, live_line, utc_now
from indexer.cli.terminal import say, say_error, say_json
from indexer.errors import BuildError, NoBuildError
from indexer.index_writer import BuildInfo, IndexWriter
from indexer.open_index_writer import open_index_writer
from indexer.runs.status import listed_builds


@click.command()
@json_option
def verify(as_json: bool) -> int:
    """Check every file of the live build against its manifest."""
    config = settings()
    index = open_index_writer(config)
    live_id = index.live_id()
    if live_id is None:
        raise NoBuildError("no build is live", where=str(config.paths.builds), fix="run: fieldguide index")
    found = index.verify(live_id)
    for error in found.damage:
        say_error(error)
    if as_json:
        say_json(
            {
                "build": found.build,
                "files": found.files,
                "sound": not found.damage,
                "damage": [str(error) for error in found.damage],
            }
        )
    elif not found.damage:
        say(f"build {found.build} is sound: {found.files:,} files match the manifest")
    return BuildError.exit_code if found.damage else 0


@click.command()
@json_option
def builds(as_json: bool) -> None:
    """List the builds, the newest first."""
    index = open_index_writer(settings())
    known = listed_builds(index)
    if as_json:
        say_json({"live": index.live_id(), "builds": [one.as_json() for one in known]})
    elif known:
        say(*build_lines(known, utc_now()))
    else:
        say("no builds yet; run: fieldguide index")


@click.command()
@click.argument("build_id", metavar="ID")
@json_option
def publish(build_id: str, as_json: bool) -> None:
    """Make a build live, bypassing the gate."""
    index = open_index_writer(settings())
    index.get(build_id)  # reports an unknown id before waiting for the lock
    with index.lock():
        _say_live(index.publish(build_id), as_json=as_json)


@click.command()
@click.argument("build_id", metavar="[ID]", required=False)
@json_option
def rollback(build_id: str | None, as_json: bool) -> None:
    """Make an earlier build live again: the previous one, or ID.

    The build that was live is then held: index publishes the same content again only with --yes.
    """
    index = open_index_writer(settings())
    left = index.live_id()
    with index.lock():
        build = index.rollback(build_id)
    _say_live(build, as_json=as_json)
    if not as_json and left is not None and _is_held(index, left):
        say(f"build {left} is now held; to return to it, run: fieldguide publish {left}")


def _is_held(index: IndexWriter, build_id: str) -> bool:
    try:
        return index.held(index.get(build_id).content) is not None
    except BuildError:
        return False  # its manifest is damaged, so its content is unknown


def _say_live(build: BuildInfo, *, as_json: bool) -> None:
    if as_json:
        say_json({"live": build.id, "built_at": build.built_at, "resources": build.resources})
    else:
        say(live_line(build))
