"""The writing side of each engine, held to the one contract."""

import pytest

from indexer.config import load_config
from indexer.open_index_writer import open_index_writer
from tests.contract.index_writer_contract import IndexWriterContract
from tests.unit.a_site import Site


class TestEmbeddedIndexWriter(IndexWriterContract):
    @pytest.fixture
    def config(self, tmp_path):
        return load_config(Site(tmp_path).config)

    @pytest.fixture
    def index(self, config):
        return open_index_writer(config)

    @pytest.fixture
    def another(self, config):
        return open_index_writer(config)
