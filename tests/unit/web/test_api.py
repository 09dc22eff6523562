import json
from collections.abc import Callable
from typing import Any

import pytest

from indexer.config import Config
from indexer.errors import BuildError, NoBuildError
from indexer.resource import Passage, Place
from searchapp.app import create_app
from searchapp.engine.results import Hit
from searchapp.web.addresses import Addresses
from searchapp.web.answers import hit_answer
from tests.sampling import sampled


@pytest.fixture
def two(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Any:
    cit = resource(
        "cit",
        title="Crisis Intervention <Team>",
        url="https://example.org/cit.pdf",
        types=("Guidebook/Tool",),
        topics=("Stops, Searches, and Arrests",),
        year=2019,
        metadata={"language": "en", "ratio": float("nan")},
        passages=(Passage(text="A mobile crisis team.", place=Place(heading=("Staffing",), page=12)),),
    )
    return client_for(cit, resource("a/b", title="Another", text="crisis crisis"))


def test_an_answer_has_the_shape_of_the_contract(two: Any) -> None:
    answer = two.get("/api/v1/search?q=mobile+team&per_page=1").json

    assert list(answer) == [
        "query", "total", "searched_for", "relaxed", "did_you_mean", "rescue", "synonyms", "results", "facets", "links", "build",
    ]  # fmt: skip
    assert answer["query"] == {
        "q": "mobile team", "topics": [], "types": [], "years": [], "year_from": None, "year_to": None,
        "sort": "relevance", "page": 1, "per_page": 1,
    }  # fmt: skip
    (hit,) = answer["results"]
    assert hit["passages"] == [
        {
            "heading": ["Staffing"],
            "page": 12,
            "page_label": None,
            "anchor": None,
            "url": "https://example.org/cit.pdf#page=12",
            "html": "A <mark>mobile</mark> crisis <mark>team</mark>.",
            "also_in": [],
            "repeats": None,
        }
    ]
    assert hit["title_html"] == "Crisis Intervention &lt;<mark>Team</mark>&gt;"
    assert answer["facets"]["topic"] == [
        {"value": "Stops, Searches, and Arrests", "count": 1, "selected": False}
    ]
    assert answer["links"] == {"self": "/api/v1/search?q=mobile+team&per_page=1", "next": None, "prev": None}
    assert list(answer["build"]) == ["id", "built_at"]


def test_pages_are_linked_to_each_other(two: Any) -> None:
    first = two.get("/api/v1/search?per_page=1").json["links"]

    assert (first["next"], first["prev"]) == ("/api/v1/search?page=2&per_page=1", None)
    assert two.get(first["next"]).json["links"]["prev"] == "/api/v1/search?per_page=1"
    assert two.get("/api/v1/search?per_page=1&page=99").json["links"]["prev"] == (
        "/api/v1/search?page=2&per_page=1"
    )


def test_an_answer_is_compact_utf8_and_carries_its_time(two: Any) -> None:
    response = two.get("/api/v1/search?q=caf%C3%A9")

    assert response.content_type == "application/json"
    assert '"q":"café"'.encode() in response.data
    assert response.headers["Server-Timing"].startswith("search;dur=")


def test_addresses_are_absolute_once_a_base_url_is_configured_and_never_the_hosts(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(resource("a/b", text="crisis"), base_url="https://hub.example/search-hub/")

    answer = client.get("/api/v1/search?q=crisis", headers={"Host": "evil.example"})

    assert answer.json["results"][0]["url"] == "https://hub.example/search-hub/resources/a%2Fb"
    assert b"evil.example" not in answer.data
    page = client.get("/search?q=crisis", headers={"Host": "evil.example"}).text
    assert 'href="/search-hub/resources/a%2Fb' in page
    assert '<link rel="canonical" href="https://hub.example/search-hub/search?q=crisis">' in page
    assert "evil.example" not in page


def test_a_resource_is_answered_whole(two: Any) -> None:
    answer = two.get("/api/v1/resources/cit?q=mobile").json

    assert answer["metadata"] == {"language": "en", "ratio": None}
    assert answer["listed_at"] is None
    assert [passage["page"] for passage in answer["passages"]] == [12]


@pytest.mark.parametrize("path", ["a%2Fb", "a/b"])
def test_an_id_with_a_slash_is_found(two: Any, path: str) -> None:
    assert two.get(f"/api/v1/resources/{path}").json["id"] == "a/b"


def test_the_status_tells_what_is_live(two: Any) -> None:
    answer = two.get("/api/v1/status").json

    assert (answer["resources"], answer["passages"], answer["problem"]) == (2, 2, None)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/search?page=x", 400),
        ("/api/v1/status?x=1", 400),
        ("/api/v1/resources/nowhere", 404),
        ("/api/v1/nothing", 404),
        ("/api/v2", 404),
    ],
)
def test_every_failure_is_a_problem_that_other_sites_may_read(two: Any, path: str, status: int) -> None:
    response = two.get(path)

    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    problem = json.loads(response.data)
    assert problem["status"] == status
    assert problem["type"].startswith("urn:fieldguide:problem:")


def test_mistakes_stand_in_errors_one_for_each_parameter(two: Any) -> None:
    problem = json.loads(two.get("/api/v1/search?page=x&per_page=1000&sort=sideways&topci=1").data)

    assert {error["parameter"] for error in problem["errors"]} == {"page", "per_page", "sort", "topci"}


def test_another_method_is_refused_and_told_which_are_not(two: Any) -> None:
    response = two.post("/api/v1/search")

    assert response.status_code == 405
    assert response.content_type == "application/problem+json"
    assert "GET" in response.headers["Allow"]


def test_a_preflight_is_answered(two: Any) -> None:
    response = two.options("/api/v1/search", headers={"Origin": "https://x.example"})

    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "text", sampled(["%00", "%ED%A0%80", "%FF", "(", '"', "a%20AND", "title:", "%F0%9F%9A%93"], 2)
)
def test_odd_text_is_a_question(two: Any, text: str) -> None:
    assert two.get(f"/api/v1/search?q={text}").status_code == 200
    assert two.get(f"/search?q={text}").status_code == 200
    assert two.get(f"/resources/cit?q={text}").status_code == 200


class NoBuild:
    """An engine over nothing, as after a damaged first build."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Any:
        def fail(*_: Any) -> Any:
            raise self._error

        return fail


@pytest.mark.parametrize("kind", [NoBuildError, BuildError])
def test_without_a_build_everything_but_life_is_503(config_for: Callable[..., Config], kind: type) -> None:
    engine: Any = NoBuild(kind("none", where="/secret/folder", fix="run: fieldguide index"))
    client = create_app(config_for(), engine).test_client()

    for path in ("/", "/search", "/topics/x", "/resources/x", "/readyz", "/api/v1/search", "/api/v1/status"):
        response = client.get(path)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5"), path
        assert b"secret" not in response.data
    assert client.get("/healthz").status_code == 200


def test_a_bug_is_a_problem_without_its_details(config_for: Callable[..., Config]) -> None:
    engine: Any = NoBuild(RuntimeError("secret"))
    client = create_app(config_for(), engine).test_client()

    answer, page = client.get("/api/v1/search"), client.get("/search")

    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert (page.status_code, page.mimetype) == (500, "text/html")
    assert b"secret" not in answer.data + page.data


def test_a_result_names_its_language(client_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    client = client_for(
        resource("a", title="Los jueces", text="Los jueces deciden hoy.", language="es"),
        resource("b", title="Courts", text="The courts decide today."),
    )

    found = {hit["id"]: hit["language"] for hit in client.get("/api/v1/search").json["results"]}

    assert found == {"a": "es", "b": "en"}
    assert client.get("/api/v1/resources/a").json["language"] == "es"


def test_a_language_that_is_unknown_is_null() -> None:
    hit = Hit(
        id="a", url=None, title="A", title_html="A", summary=None, types=(), topics=(), year=None, score=None,
        snippet_html="",
    )  # fmt: skip

    assert hit_answer(hit, Addresses())["language"] is None
