"""The application over a build that holds control characters wherever it can."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.resource import Topic
from tests.regressions.control_characters.odd_resource import ALL, NAMES, odd_resource


@pytest.fixture(scope="module")
def client(shared_client_for: Callable[..., FlaskClient], shared_folder: Path) -> FlaskClient:
    for name in NAMES:
        (shared_folder / name).write_bytes(b"abc")
    topic = Topic(name=f"Topic {ALL}", slug="topic", intro=f"Intro {ALL}", disclaimer=f"Disclaimer {ALL}")
    return shared_client_for(odd_resource(), odd_resource("b"), topics=(topic,))
