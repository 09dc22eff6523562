"""The engine keeps every promise, and so does its slow twin."""

import pytest

from tests.contract.engine_contract import EngineContract
from tests.twin.engine import TwinEngine


class TestEngine(EngineContract):
    pass


class TestTwin(EngineContract):
    @pytest.fixture
    def engine_for(self):
        def engine(*resources, ranking=None, topics=()):
            return TwinEngine(resources, ranking, topics)

        return engine
