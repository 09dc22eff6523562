"""What `/api/v1/reindex` answers to odd headers, and where it cannot do what it is asked for.

Reported: a folder that cannot be written was answered by the problem type of a library without a build; `bearer` in
small letters was refused.
"""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.unit.a_site import Site, numbered

TOKEN = "a token, of 31 characters: a=b/" + "x"
ADDRESS = "/api/v1/reindex"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.records(*numbered(2))
    assert site.run("index").code == 0
    return site


@pytest.fixture
def client(site: Site) -> FlaskClient:
    config = load_config(site.config)
    return create_app(config, open_engine(config), reindex_token=TOKEN).test_client()


@pytest.mark.parametrize(
    "header",
    [
        f"bearer {TOKEN}", f"BEARER {TOKEN}", f"bEaReR {TOKEN}", f"Bearer   {TOKEN}", f"  Bearer {TOKEN}  ",
        f"Bearer\t{TOKEN}", f"bearer \t {TOKEN}\t",
    ],
)  # fmt: skip
def test_the_scheme_is_known_in_any_case_and_with_any_blanks(client: FlaskClient, header: str) -> None:
    assert client.post(ADDRESS, headers={"Authorization": header}).status_code == 202


@pytest.mark.parametrize(
    "header",
    [
        "", "Bearer", "Bearer ", f"Bearer{TOKEN}", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer x{TOKEN}",
        f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN.upper()}", f"Bearer, {TOKEN}", f"Bearer Bearer {TOKEN}", TOKEN,
        f"Bearer {TOKEN}, Bearer {TOKEN}", "Bearer " + "x" * 60_000, " " * 60_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused(site: Site, client: FlaskClient, header: str) -> None:
    answer = client.post(ADDRESS, headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.json is not None
    assert answer.json["type"] == "urn:fieldguide:problem:unauthorized"
    assert not (site.root / "var/requests").exists()


def test_a_request_that_cannot_be_kept_has_a_problem_type_of_its_own(site: Site, client: FlaskClient) -> None:
    (site.root / "var/requests").write_text("a file where the folder should be")

    answer = client.post(ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"})

    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert answer.json is not None
    assert answer.json["type"] == "urn:fieldguide:problem:request-not-kept"
    assert "library" not in answer.text.replace("urn:fieldguide", "")
    assert client.get("/api/v1/search").status_code == 200


def test_a_library_without_a_build_keeps_the_old_type(site: Site) -> None:
    (site.builds.root / "CURRENT").unlink()
    config = load_config(site.config)
    client = create_app(config, open_engine(config), reindex_token=TOKEN).test_client()

    answer = client.get("/api/v1/search")

    assert answer.json is not None
    assert (answer.status_code, answer.json["type"]) == (503, "urn:fieldguide:problem:no-build")
    # Without one a run can be asked for all the same.
    assert client.post(ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 202
