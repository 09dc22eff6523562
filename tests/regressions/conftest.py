"""The fixtures of the tests of the pages, for faults that showed there."""

from tests.unit.web.conftest import client_for, config_for, folder, resource

__all__ = ["client_for", "config_for", "folder", "resource"]
