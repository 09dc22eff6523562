"""Whoever has the token asks for a run; for all others the address is closed, and without a token it is not there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.config import load_config
from indexer.errors import ConfigError
from searchapp.app import create_app
from searchapp.engine import open_engine
from searchapp.server import TOKEN_KEY, reindex_token
from tests.unit.a_site import Site, numbered

TOKEN = "a token of sixteen characters or more"  # noqa: S105  # of these tests alone
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ADDRESS = "/api/v1/reindex"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.records(*numbered(3))
    site.run("index")
    return site


@pytest.fixture
def client_with(site: Site) -> Callable[[str | None], FlaskClient]:
    def client(token: str | None) -> FlaskClient:
        config = load_config(site.config)
        return create_app(config, open_engine(config), reindex_token=token).test_client()

    return client


@pytest.fixture
def client(client_with: Callable[[str | None], FlaskClient]) -> FlaskClient:
    return client_with(TOKEN)


def test_a_request_is_accepted_with_an_address_that_tells_what_came_of_it(
    site: Site, client: FlaskClient
) -> None:
    answer = client.post(ADDRESS, headers=BEARER)
    body = answer.json
    assert body is not None
    waiting = client.get(body["url"], headers=BEARER).json
    site.records(*numbered(4))
    site.run("index")
    done = client.get(body["url"], headers=BEARER).json

    assert answer.status_code == 202
    assert answer.headers["Location"].endswith(body["url"])
    assert waiting is not None
    assert done is not None
    assert waiting == {"id": body["id"], "state": "waiting", "url": body["url"]}
    assert (done["state"], done["outcome"], done["added"]) == ("done", "published", 1)


def test_while_one_waits_another_is_a_conflict_and_is_told_where_to_look(client: FlaskClient) -> None:
    first = client.post(ADDRESS, headers=BEARER)
    second = client.post(ADDRESS, headers=BEARER)

    assert second.status_code == 409
    assert second.content_type == "application/problem+json"
    assert second.headers["Location"] == first.headers["Location"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": TOKEN},
        {"Authorization": "Basic eDp5"},
        {"Authorization": "Bearer ü"},
    ],
)
def test_without_the_token_nothing_is_asked(site: Site, client: FlaskClient, headers: dict[str, str]) -> None:
    asked, looked = (
        client.post(ADDRESS, headers=headers),
        client.get(f"{ADDRESS}/0123456789abcdef", headers=headers),
    )

    for answer in (asked, looked):
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="fieldguide"'
        assert answer.content_type == "application/problem+json"
    assert not (site.root / "var/requests").exists()


def test_without_a_token_in_the_environment_the_address_is_not_there(
    site: Site, client_with: Callable[[str | None], FlaskClient]
) -> None:
    client = client_with(None)

    assert client.post(ADDRESS, headers=BEARER).status_code == 404
    assert (
        client.get(f"{ADDRESS}/0123456789abcdef", headers={"Authorization": "Bearer None"}).status_code == 404
    )
    assert not (site.root / "var/requests").exists()


def test_no_page_of_another_site_may_ask(client: FlaskClient) -> None:
    asked = client.post(ADDRESS, headers={**BEARER, "Origin": "https://example.gov"})
    preflight = client.options(
        ADDRESS, headers={"Origin": "https://example.gov", "Access-Control-Request-Method": "POST"}
    )

    for answer in (asked, preflight):
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]
    assert asked.headers["Cache-Control"] == "no-store"


def test_parameters_and_unknown_requests_are_told(client: FlaskClient) -> None:
    assert client.post(f"{ADDRESS}?full=1", headers=BEARER).status_code == 400
    assert client.get(f"{ADDRESS}/0123456789abcdef", headers=BEARER).status_code == 404
    assert client.put(ADDRESS, headers=BEARER).status_code == 405


def test_a_folder_that_cannot_be_written_is_no_fault_of_the_caller(site: Site, client: FlaskClient) -> None:
    (site.root / "var/requests").write_text("a file where the folder should be")

    answer = client.post(ADDRESS, headers=BEARER)

    assert answer.status_code == 503
    assert str(site.root) not in answer.text


def test_the_token_comes_from_the_environment_and_a_short_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(TOKEN_KEY, raising=False)
    assert reindex_token() is None
    monkeypatch.setenv(TOKEN_KEY, f" {TOKEN} ")
    assert reindex_token() == TOKEN
    monkeypatch.setenv(TOKEN_KEY, "short")
    with pytest.raises(ConfigError, match="at least 16 characters"):
        reindex_token()
