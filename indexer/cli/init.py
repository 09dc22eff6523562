"""`fieldguide init`: the name of a folder in, a new library's folder with settings to begin with out."""

import os
import shlex
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Final

import click

from indexer.cli.options import json_option
from indexer.cli.terminal import say, say_json
from indexer.config import DEFAULT_PATH
from indexer.errors import ConfigError

DOCUMENTS: Final = "documents"  # what the one source of the template names


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
def init(folder: Path, as_json: bool) -> None:
    """Make the folder of a new library: DIR, with a commented config.toml.

    DIR may already exist. Nothing in it is overwritten.
    """
    config = make_library(folder)
    documents = folder / DOCUMENTS
    if as_json:
        say_json({"config": str(config), "documents": str(documents)})
        return
    say(
        f"created {config}",
        f"Put your documents into {documents}, then run:",
        f"  cd {shlex.quote(str(folder))}",
        "  fieldguide index",
        "  fieldguide serve",
    )


def make_library(folder: Path) -> Path:
    """Make *folder* with settings and a folder for documents; return the path of the settings.

    Raises ConfigError where there are settings already or something cannot be made; nothing is overwritten.
    """
    config = folder / DEFAULT_PATH
    if os.path.lexists(config):
        raise ConfigError(
            "it already exists, and is not overwritten",
            where=str(config),
            fix="edit it, or name another folder",
        )
    text = files("indexer.config").joinpath("template.toml").read_text(encoding="utf-8")
    try:
        (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
        _write_new(config, text)
    except OSError as error:
        raise ConfigError(
            f"it cannot be created ({error.strerror})",
            where=str(error.filename or config),
            fix="name a folder that you can write to",
        ) from None
    return config


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all."""
    with path.open("x", encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise
