"""`fieldguide demo`: serves the sample library from a temporary folder."""

import shutil
import signal
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import click

from indexer.cli.progress import TerminalProgress
from indexer.config import load_config
from indexer.runs.pipeline import run_index
from indexer.runs.report import RunOptions
from searchapp.server import check_address, free_port
from searchapp.server import serve as run_server

HOST: Final = "127.0.0.1"
PORT: Final = 8000  # as `serve` has it; where another program listens there, any free one

_SETTINGS: Final = """\
[site]
name = "Fieldguide sample library"

[[sources]]
name = "sample"
kind = "folder"
path = "corpus"

[[facets]]
name = "audience"

[[facets]]
name = "state"
from = "states"
order = "name"

[search]
synonyms = "synonyms.txt"

[serve]
workers = 1
"""


@click.command()
@click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help=f"Port to listen on; else {PORT}, or a free one if that is taken.",
)
def demo(host: str, port: int | None) -> None:
    """Serve the sample library until it is stopped.

    It needs no config.toml and leaves nothing behind: everything is written to a temporary folder, which is removed at the end.
    """
    if port is None:
        free_port(host, PORT)  # an address that cannot be listened on is told at once
    else:
        check_address(host, port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: the folder is removed then too
    with tempfile.TemporaryDirectory(prefix="fieldguide-demo-", ignore_cleanup_errors=True) as folder:
        try:
            config = make_sample(Path(folder))
            with TerminalProgress() as progress:
                run_index(
                    load_config(config),
                    RunOptions(),
                    report=lambda error: progress.say(str(error)),
                    progress=progress,
                )
            # Only now: another program may have taken a port that was free when this began.
            run_server(config, host, port or free_port(host, PORT))
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):  # whoever stops it twice must not stop the removal
                signal.signal(number, signal.SIG_IGN)


def make_sample(folder: Path) -> Path:
    """Copy the sample library into *folder*, with settings; return the path of the settings."""
    with as_file(files("searchapp").joinpath("sample")) as sample:
        shutil.copytree(sample, folder / "corpus", ignore=shutil.ignore_patterns("_*"))
    synonyms = files("searchapp").joinpath("synonyms.txt").read_text(encoding="utf-8")
    (folder / "synonyms.txt").write_text(synonyms, encoding="utf-8")
    config = folder / "config.toml"
    config.write_text(_SETTINGS, encoding="utf-8")
    return config
