"""`fieldguide serve`: the production server."""

import click

from indexer.cli.options import settings
from indexer.config import find_config
from searchapp.server import serve as run_server


@click.command()
@click.option("--host", help="Address to listen on; else [serve] host.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; else [serve] port.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; else [serve] workers.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Run the production server until it is stopped."""
    path = find_config(click.get_current_context().find_root().obj)
    settings()  # mistakes in it are told here, once, and not by each worker
    run_server(path, host, port, workers)
