"""The configuration in, the index writer of its engine out; `searchapp/engine/open_engine.py` opens the reading side."""

from indexer.builds.embedded_index_writer import EmbeddedIndexWriter
from indexer.config import Config
from indexer.index_writer import IndexWriter


def open_index_writer(config: Config) -> IndexWriter:
    """Return the writer of the library's builds; opening it changes nothing."""
    return EmbeddedIndexWriter(config)
