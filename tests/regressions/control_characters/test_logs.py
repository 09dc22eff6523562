"""Whatever a build or a question holds, one event is one line of the log.

Reported: a file with a line end in its name wrote a line of its own into the server's log.
"""

import io
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.control_characters import has_control
from searchapp.server import EventFormatter
from tests.regressions.control_characters.odd_resource import ALL, FORGED, STEERING, printed


def logged(app: Flask, ask: Callable[[FlaskClient], Any]) -> str:
    """What the application logs while it answers, as the server writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(EventFormatter("%(levelname)s %(name)s: %(message)s"))
    app.logger.addHandler(handler)
    try:
        ask(app.test_client())
    finally:
        app.logger.removeHandler(handler)
    return out.getvalue()


@pytest.fixture(scope="module")
def app(client: FlaskClient) -> Flask:
    """The application, with an address where a fault of ours is."""

    def fault(rest: str) -> str:
        raise ValueError(f"{rest} {ALL}{FORGED}")

    client.application.add_url_rule("/fault/<anything:rest>", "fault", fault)
    return client.application


@pytest.mark.parametrize("character", STEERING, ids=ascii)
def test_a_fault_of_ours_is_logged_on_lines_of_its_own(app: Flask, character: str) -> None:
    path = f"/fault/{quote(f'x{character}{FORGED}')}?q=secret+question"

    written = logged(app, lambda asking: asking.get(path))

    assert printed(written) == []
    first, *others = written.rstrip("\n").split("\n")
    assert first.startswith("ERROR searchapp.web: Exception on GET /fault/x")
    assert all(line.startswith("    ") for line in others)
    assert "secret" not in written


def test_an_event_is_one_line_whatever_its_fields_hold() -> None:
    event = logging.makeLogRecord(
        {"msg": f"it {ALL} failed", "levelname": "ERROR", "name": "x", "error": f"{ALL}{FORGED}", "path": ALL}
    )

    line = EventFormatter("%(levelname)s %(name)s: %(message)s").format(event)

    assert not has_control(line)
    assert line.startswith("ERROR x: it ")
