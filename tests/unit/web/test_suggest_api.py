"""`GET /api/v1/suggest`: the shape of its answers, its mistakes, and how long they may be kept."""

import pytest

from tests.making import make_passage


@pytest.fixture
def client(client_for, resource):
    return client_for(
        resource(
            "a/b",
            title="Mobile <teams>",
            topics=("Mobile, Crisis",),
            passages=(make_passage("Text", "Mobile units (MU)"),),
        ),
        resource("own", title="Mobile own", url="https://example.org/own.pdf"),
    )


def test_an_answer_has_the_shape_of_the_contract(client):
    answer = client.get("/api/v1/suggest?q=mob")

    assert answer.content_type == "application/json"
    assert answer.headers["Server-Timing"].startswith("suggest;dur=")
    assert answer.json == {
        "suggestions": [
            {"text": "Mobile <teams>", "kind": "title", "url": "/resources/a%2Fb"},
            {"text": "Mobile own", "kind": "title", "url": "https://example.org/own.pdf"},
            {"text": "Mobile, Crisis", "kind": "topic", "url": "/topics/mobile-crisis"},
            {"text": "Mobile units (MU)", "kind": "heading", "url": "/search?q=Mobile+units+%28MU%29"},
        ]
    }
    assert client.get("/api/v1/suggest?q=MU").json["suggestions"][0] == {
        "text": "MU",
        "kind": "acronym",
        "url": "/search?q=MU",
    }


@pytest.mark.parametrize("address", ["/api/v1/suggest", "/api/v1/suggest?q=", "/api/v1/suggest?q=%00%ff"])
def test_where_nothing_was_typed_nothing_is_suggested(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.json) == (200, {"suggestions": []})


def test_the_limit_bounds_them(client):
    assert len(client.get("/api/v1/suggest?q=mob&limit=2").json["suggestions"]) == 2


def test_a_space_at_the_end_finishes_the_word(client):
    assert client.get("/api/v1/suggest?q=mobile+te").json["suggestions"]
    texts = [each["text"] for each in client.get("/api/v1/suggest?q=own+").json["suggestions"]]
    assert texts == ["Mobile own"]


@pytest.mark.parametrize("query", ["limit=0", "limit=9", "limit=x", "q=a&q=b", "qq=a", "lang=es", "topic=a"])
def test_anything_else_is_a_mistake(client, query):
    answer = client.get(f"/api/v1/suggest?{query}")

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.json["errors"]


def test_an_answer_is_not_sent_to_whoever_has_it(client):
    first = client.get("/api/v1/suggest?q=mob")
    again = client.get("/api/v1/suggest?q=mob", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    others = [
        client.get(address).headers["ETag"]
        for address in ("/api/v1/suggest?q=mob+", "/api/v1/suggest?q=mob&limit=2", "/api/v1/search?q=mob")
    ]
    assert len({first.headers["ETag"], *others}) == 4
    assert "max-age=60" in first.headers["Cache-Control"]


def test_scripts_of_any_site_may_read_it(client):
    assert client.get("/api/v1/suggest?q=mob").headers["Access-Control-Allow-Origin"] == "*"
    head = client.head("/api/v1/suggest?q=mob")
    assert (head.status_code, head.data) == (200, b"")
    assert client.options("/api/v1/suggest").headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_addresses_are_absolute_once_a_base_url_is_configured(client_for, resource):
    client = client_for(resource("a", title="Mobile teams"), base_url="https://hub.example/x/")

    (found,) = client.get("/api/v1/suggest?q=mob").json["suggestions"]
    assert found["url"] == "https://hub.example/x/resources/a"
