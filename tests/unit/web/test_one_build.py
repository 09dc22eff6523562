"""Whatever goes live while a page is made, all of the page is of one build."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.unit.a_site import Site


class Publishing:
    """The live engine; whenever it is asked for the engine of a request, a build goes live right after."""

    def __init__(self, engine: Any, publish: Callable[[], None]) -> None:
        self._engine = engine
        self._publish = publish

    def pinned(self) -> Any:
        pinned = self._engine.pinned()
        pinned.ping()
        self._publish()
        return pinned


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    edition(site, 0)
    return site


def edition(site: Site, number: int) -> None:
    """Publish a build of which everything tells its number."""
    site.records(
        *(
            {
                "id": key,
                "title": f"Edition {number} of {key}",
                "topics": [f"Topic {number}"],
                "text": "crisis",
            }
            for key in "abc"
        )
    )
    assert site.run("index").code == 0


@pytest.fixture
def client(site: Site) -> FlaskClient:
    config = load_config(site.config)
    numbers = iter(range(1, 100))
    engine: Any = Publishing(open_engine(config), lambda: edition(site, next(numbers)))
    return create_app(config, engine).test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=crisis",
        "/search",
        "/topics/topic-0",
        "/resources/a?q=crisis",
        "/api/v1/search?q=crisis",
    ],
)
def test_a_page_is_of_the_build_that_was_live_when_it_was_asked_for(
    site: Site, client: FlaskClient, address: str
) -> None:
    live = site.builds.live()
    assert live is not None

    text = client.get(address).text

    assert set(re.findall(r"(?:Edition|Topic) (\d+)", text)) == {"0"}
    if not address.startswith("/api"):
        assert live.manifest.built_at in text
    assert site.builds.live_id() != live.id


def test_the_tag_of_an_answer_is_that_of_its_build(client: FlaskClient) -> None:
    first = client.get("/api/v1/search?q=crisis")
    second = client.get("/api/v1/search?q=crisis", headers={"If-None-Match": first.headers["ETag"]})

    assert second.status_code == 200
    assert second.headers["ETag"] != first.headers["ETag"]
