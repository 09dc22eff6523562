"""A `[[sources]]` table in, the source that it names out: the only place that knows which kinds there are."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from indexer.config import SourceConfig, WebsiteSource
from indexer.sources.folder import FolderScan
from indexer.sources.records import RecordsScan
from indexer.sources.rules import RuledSource
from indexer.sources.source import Source


def _website(config: WebsiteSource) -> Source:
    # Loading what fetches and parses takes a fifth of a second, which commands without a web site need not wait.
    from indexer.sources.website.scan import WebsiteScan  # noqa: PLC0415

    return WebsiteScan(config)


KINDS: Final[Mapping[str, Callable[[Any], Source]]] = {
    "folder": FolderScan,
    "records": RecordsScan,
    "website": _website,
}


def open_source(config: SourceConfig) -> Source:
    """Return the source of *config*; it reads nothing until it is scanned."""
    source = KINDS[config.kind](config)
    return RuledSource(source, config.rules) if config.rules else source
