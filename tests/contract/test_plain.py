"""The plain engine keeps every promise."""

from tests.contract.engine_contract import EngineContract


class TestPlainEngine(EngineContract):
    pass
