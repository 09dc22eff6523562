"""Settings in, the writing side of the library's engine out: the only place that knows which engines there are."""

from indexer.builds.embedded import EmbeddedIndex
from indexer.config import Config
from indexer.index_writer import IndexWriter


def open_index_writer(config: Config) -> IndexWriter:
    """Return what makes and publishes the builds of *config*; it touches nothing until it is asked to."""
    return EmbeddedIndex(config)
