"""`fieldguide init`: creates the folder of a new library, with a commented config.toml."""

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

DOCUMENTS: Final = "documents"  # the folder that the template names as its source


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
def init(folder: Path, as_json: bool) -> None:
    """Create the folder of a new library, DIR, with a commented config.toml.

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
    """Create *folder* with a settings file and a folder for documents; return the path of the settings file.

    Raises ConfigError if there is a settings file already or something cannot be created. Overwrites nothing.
    """
    config = folder / DEFAULT_PATH
    if os.path.lexists(config):
        raise ConfigError(
            "it already exists and will not be overwritten",
            where=str(config),
            fix="edit it, or choose another folder",
        )
    text = files("indexer.config").joinpath("template.toml").read_text(encoding="utf-8")
    try:
        (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
        _write_new(config, text)
    except OSError as error:
        raise ConfigError(
            f"it cannot be created ({error.strerror})",
            where=str(error.filename or config),
            fix="choose a folder that you can write to",
        ) from None
    return config


def _write_new(path: Path, text: str) -> None:
    """Create a file, completely or not at all."""
    with path.open("x", encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise
