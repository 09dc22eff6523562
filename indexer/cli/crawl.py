"""`fieldguide crawl check URL`: what a crawl would see and do at one address."""

import click

from indexer.cli.crawl_output import check_lines
from indexer.cli.options import json_option, settings
from indexer.cli.terminal import say, say_json
from indexer.config import WebsiteSource
from indexer.readers.sandbox.guard import GuardedReader
from indexer.sources.website.check import check_page


@click.group()
def crawl() -> None:
    """Look at a web site as a crawl does."""


@crawl.command()
@click.argument("address", metavar="URL")
@click.option("--source", metavar="NAME", help="Use the settings of this source.")
@json_option
def check(address: str, source: str | None, as_json: bool) -> None:
    """Show what a crawl would see at URL, which links it would follow, and which rule excludes the others.

    It fetches robots.txt, the page, and an address that does not exist. Nothing is stored.
    """
    config = settings()
    if source is not None:
        config.source(source)  # the error for an unknown name suggests the nearest one
    sites = [one for one in config.sources if isinstance(one, WebsiteSource)]
    with GuardedReader(config.reading) as reader:
        found = check_page(address, sites, reader.read, named=source)
    if as_json:
        say_json(found.as_json())
    else:
        say(*check_lines(found))
