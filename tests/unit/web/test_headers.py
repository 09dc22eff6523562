"""Every page, whatever it says and with whichever status, carries the same policies."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.making import make_resource

PAGES = {
    "/": 200,
    "/search": 200,
    "/search?q=zeppelin": 200,
    "/search?q=crisis&page=99": 200,
    "/topics/vans": 200,
    "/topics/none": 404,
    "/facets/topic": 200,
    "/resources/a?q=crisis": 200,
    "/resources/a/text": 200,
    "/resources/none": 404,
    "/help": 200,
    "/reading-list": 200,
    "/nowhere": 404,
}


@pytest.fixture(scope="module")
def library(shared_client_for: Callable[..., Any]) -> Any:
    return shared_client_for(*(make_resource(name, text="Crisis.", topics=("Vans", name)) for name in "ab"))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_policies(library: Any, address: str) -> None:
    answer = library.get(address)
    policy = {
        name: sources
        for name, _, sources in (
            part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";")
        )
    }

    assert answer.status_code == PAGES[address]
    assert answer.mimetype == "text/html"
    # Nothing but our own files, and no code that stands in a page.
    assert policy["default-src"] in {"'none'", "'self'"}
    assert all(policy[name] == "'self'" for name in ("script-src", "style-src", "connect-src", "form-action"))
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "Set-Cookie" not in answer.headers
