"""The fixtures of the tests of the pages, for faults that showed there."""

from tests.unit.web.conftest import (
    client_for,
    config_for,
    folder,
    resource,
    shared_client_for,
    shared_folder,
)

__all__ = ["client_for", "config_for", "folder", "resource", "shared_client_for", "shared_folder"]
