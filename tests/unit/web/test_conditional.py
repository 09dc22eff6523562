from collections.abc import Callable
from typing import Any

import pytest

from searchapp.engine.request import SearchRequest
from searchapp.web.conditional import ETags


@pytest.fixture
def client(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Any:
    return client_for(resource("a", text="crisis"), resource("b", text="force"))


@pytest.mark.parametrize("shape", ["{}", "W/{}", '"x", {}', "*"])
@pytest.mark.parametrize("path", ["/api/v1/search?q=crisis", "/api/v1/resources/a?q=crisis"])
def test_a_known_answer_is_not_sent_again(client: Any, path: str, shape: str) -> None:
    tag = client.get(path).headers["ETag"]

    response = client.get(path, headers={"If-None-Match": shape.format(tag)})

    assert response.status_code == 304
    assert response.data == b""
    assert response.headers["ETag"] == tag
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"].startswith("public, max-age=60")


def test_the_tag_is_strong_and_another_question_has_another(client: Any) -> None:
    tags = [
        client.get(path).headers["ETag"]
        for path in ("/api/v1/search?q=crisis", "/api/v1/search?q=force", "/api/v1/search?q=crisis&page=2")
    ]

    assert len(set(tags)) == 3
    assert all(tag.startswith('"') for tag in tags)


def test_the_same_question_has_the_same_answer_and_tag(client: Any) -> None:
    one = client.get("/api/v1/search?q=crisis&topic=B&page=1")
    same = client.get("/api/v1/search?topic=B&q=+crisis&topic=B")

    assert one.headers["ETag"] == same.headers["ETag"]
    assert one.data == same.data


def test_build_settings_and_version_change_the_tag(config_for: Callable[..., Any]) -> None:
    asked, config = SearchRequest("crisis"), config_for()

    tags = {
        ETags(config, "1").search("b1", asked),
        ETags(config, "1").search("b2", asked),
        ETags(config, "2").search("b1", asked),
        ETags(config_for(base_url="https://x.example"), "1").search("b1", asked),
        ETags(config_for(per_page=5), "1").search("b1", asked),
    }

    assert len(tags) == 5


def test_head_has_the_headers_and_no_body(client: Any) -> None:
    response = client.head("/api/v1/search?q=crisis")

    assert response.status_code == 200
    assert response.data == b""
    assert response.headers["ETag"] == client.get("/api/v1/search?q=crisis").headers["ETag"]


PAGES = ("/", "/search?q=crisis", "/help", "/facets/topic", "/resources/a?q=crisis", "/resources/a/text")


@pytest.mark.parametrize("path", PAGES)
def test_a_known_page_is_not_sent_again(client: Any, path: str) -> None:
    page = client.get(path)
    assert page.headers["Cache-Control"] == "no-cache"

    again = client.get(path, headers={"If-None-Match": page.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == page.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-cache"
    assert again.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]
    in_spanish = path + ("&" if "?" in path else "?") + "lang=es"
    assert client.get(in_spanish, headers={"If-None-Match": page.headers["ETag"]}).status_code == 200


def test_what_is_not_found_is_never_an_old_answer(client: Any) -> None:
    assert "ETag" not in client.get("/resources/none").headers
    assert client.get("/resources/none", headers={"If-None-Match": "*"}).status_code == 404
