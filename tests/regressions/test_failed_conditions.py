"""`If-Match` asks for an answer only if it is the one that the client has.

Reported: where it was another, the status was 412, and the whole file came with it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.resource import Document

BODY = b"%PDF-1.4\n" + bytes(range(256)) * 40
FILES = ["/files/d1/a.pdf", "/static/site.css"]
ANSWERS = ["/api/v1/search?q=crisis", "/api/v1/resources/a?q=crisis"]
OTHER = ['"another"', 'W/"another"', '"a", "b"', '"*"', '"a" , W/"b"', "bare"]
EARLIER, CHANGES = "Wed, 01 Jan 1997 00:00:00 GMT", "Tue, 01 Jan 2097 00:00:00 GMT"


@pytest.fixture
def client(client_for: Callable[..., Any], resource: Callable[..., Any], folder: Path) -> FlaskClient:
    (folder / "a.pdf").write_bytes(BODY)
    document = Document(id="d1", title="Guide", source="guides", address="a.pdf", format="pdf")
    made: FlaskClient = client_for(resource("a", text="crisis", documents=(document,)))
    return made


def tag(client: FlaskClient, path: str) -> str:
    return client.get(path).headers["ETag"]


@pytest.mark.parametrize("condition", OTHER)
@pytest.mark.parametrize("path", FILES)
def test_a_client_that_wants_another_version_gets_nothing_of_this_one(
    client: FlaskClient, path: str, condition: str
) -> None:
    for more in ({}, {"Range": "bytes=0-9"}, {"If-None-Match": tag(client, path)}):
        answer = client.get(path, headers={"If-Match": condition, **more})

        assert (answer.status_code, answer.data) == (412, b""), more
        assert answer.headers["Content-Length"] == "0"
        assert "Content-Range" not in answer.headers


@pytest.mark.parametrize("path", [*FILES, *ANSWERS])
def test_a_weak_tag_names_no_bytes(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"If-Match": f"W/{tag(client, path)}"}).status_code == 412


@pytest.mark.parametrize("condition", OTHER)
@pytest.mark.parametrize("path", ANSWERS)
def test_the_api_tells_it_as_a_problem(client: FlaskClient, path: str, condition: str) -> None:
    answer = client.get(path, headers={"If-Match": condition})

    assert (answer.status_code, answer.content_type) == (412, "application/problem+json")
    assert answer.json is not None
    assert answer.json["type"] == "urn:fieldguide:problem:precondition-failed"
    assert len(answer.data) < 400


@pytest.mark.parametrize("path", [*FILES, *ANSWERS])
def test_a_condition_that_holds_changes_nothing(client: FlaskClient, path: str) -> None:
    whole = client.get(path)

    for condition in (tag(client, path), f'"x", {tag(client, path)}', "*", " "):
        answer = client.get(path, headers={"If-Match": condition})
        assert (answer.status_code, answer.data) == (200, whole.data), condition
    both = {"If-Match": tag(client, path), "If-None-Match": tag(client, path)}
    assert client.get(path, headers=both).status_code == 304


def test_a_range_is_sent_of_the_version_that_is_asked_for(client: FlaskClient) -> None:
    condition = {"If-Match": tag(client, FILES[0]), "Range": "bytes=0-3"}

    answer = client.get(FILES[0], headers=condition)

    assert (answer.status_code, answer.data) == (206, b"%PDF")


@pytest.mark.parametrize("part", ["bytes=0-3", "bytes=-1", "bytes=999999-", "bytes=5-1"])
def test_conditions_are_looked_at_before_the_range(client: FlaskClient, part: str) -> None:
    """A range beyond the end was 416 under a condition that fails, and a part was sent of what the client has."""
    path = FILES[0]
    own = tag(client, path)
    refused = [{"If-Match": condition} for condition in ('"another"', f"W/{own}")]
    refused += [{"If-Unmodified-Since": EARLIER}]
    known = [{"If-None-Match": condition} for condition in (own, f"W/{own}", "*", f'{own[:-1]}-gzip"')]
    known += [{"If-Modified-Since": CHANGES}, {"If-Match": own, "If-None-Match": own}]
    other = [{}, {"If-Match": own}, {"If-None-Match": '"another"'}, {"If-Modified-Since": EARLIER}]

    for status, conditions in ((412, refused), (304, known)):
        for sent in conditions:
            answer = client.get(path, headers={**sent, "Range": part})
            assert (answer.status_code, answer.data) == (status, b""), sent
            assert "Content-Range" not in answer.headers
    for sent in other:
        answer = client.get(path, headers={**sent, "Range": part})
        assert answer.status_code == (206 if part in {"bytes=0-3", "bytes=-1"} else 416), sent


def test_a_time_is_a_condition_too(client: FlaskClient) -> None:
    changed = client.get(FILES[0]).headers["Last-Modified"]

    for moment, status in ((EARLIER, 412), (changed, 200), (CHANGES, 200), ("yesterday", 200), ("", 200)):
        answer = client.get(FILES[0], headers={"If-Unmodified-Since": moment})
        assert (answer.status_code, len(answer.data)) == (status, len(BODY) if status == 200 else 0), moment
    # A tag tells more than a time.
    both = {"If-Match": tag(client, FILES[0]), "If-Unmodified-Since": EARLIER}
    assert client.get(FILES[0], headers=both).status_code == 200


def test_a_page_has_no_version_that_could_be_asked_for(client: FlaskClient) -> None:
    answer = client.get("/search?q=crisis", headers={"If-Match": '"a"'})

    assert (answer.status_code, answer.data) == (412, b"")
    assert client.get("/search?q=crisis", headers={"If-Match": "*"}).status_code == 200


def test_what_is_refused_for_another_reason_is_refused_for_that(client: FlaskClient) -> None:
    condition = {"If-Match": '"a"'}

    assert client.get("/nowhere", headers=condition).status_code == 404
    assert client.get("/api/v1/search?page=x", headers=condition).status_code == 400
    assert client.get("/files/d1/b.pdf", headers=condition).status_code == 404
    assert client.post("/search", headers=condition).status_code == 405


def test_a_head_is_held_to_the_same(client: FlaskClient) -> None:
    for path in (*FILES, *ANSWERS):
        assert client.head(path, headers={"If-Match": '"a"'}).status_code == 412
        assert client.head(path, headers={"If-Match": "*"}).status_code == 200
