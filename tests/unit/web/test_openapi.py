"""The OpenAPI document is valid, names all there is, and every answer is as it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from indexer.config import load_config
from indexer.facets import STANDARD_TABLE
from searchapp.app import create_app
from searchapp.engine.open_engine import open_engine
from searchapp.web.accepted_parameters import api_names
from searchapp.web.api import PREFIX
from searchapp.web.json_schema import Schemas
from searchapp.web.operations import operation_of
from tests.unit.a_site import Site
from tests.unit.properties import steadily

TOKEN = "a token of sixteen letters and more"  # noqa: S105
FACETS = """
[[facets]]
name = "audience"
label = "Audience & <rank>"
from = "audience"
[[facets]]
name = "reviewed"
label = "Reviewed"
from = "reviewed"
kind = "year"
"""
ODD = (
    {"id": "plain", "title": "Use of force (UOF)", "text": "The use of force is reviewed. " * 9, "year": 2019},
    {"id": "a/b ü?#%", "title": "<b>force</b> & “quotes”", "topics": ["Use of Force", "A|B"], "types": ["Report"],
     "audience": ["Patrol", "Dispatch"], "reviewed": "2021-05-01", "url": "https://example.org/a b",
     "passages": [{"heading": ["One", "Two"], "page": 7, "page_label": "vii", "text": "force on page seven"}]},
    {"id": "..", "title": "Force \ud800 broken", "more": {"deep": [1.5, None, True, {"x": 10**30}]}, "language": "es"},
    {"id": "same", "title": "Same", "text": "The use of force is reviewed. " * 9, "year": "1998", "url": "javascript:x"},
    {"id": "none", "title": "Nothing else"},
)  # fmt: skip


def client_of(site: Site) -> FlaskClient:
    config = load_config(site.config)
    return create_app(config, open_engine(config), reindex_token=TOKEN).test_client()


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A library of odd records, files and facets."""
    site = Site(
        tmp_path_factory.mktemp("odd"),
        ("sample", "export"),
        site='name = "Odd\\nlibrary"',
        search="per_page = 3",
    )
    with site.config.open("a", encoding="utf-8") as config:
        config.write(FACETS)
    site.file("book/a b.html", "<html lang=de><title>Gewalt</title><h1 id=x>Force</h1><p>The use of force.")
    site.file("notes.txt", "Use of force\n\n\tprogram line\n")
    site.records(*ODD)
    assert site.run("index").code in {0, 3}  # 3: something odd is reported
    return client_of(site)


@pytest.fixture(scope="module")
def document(odd: FlaskClient) -> Any:
    answer = odd.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    return answer.json


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in document["paths"].items():
        for method, declared in methods.items():
            yield path, method, declared


def closed(value: Any) -> Any:
    """*value* with no key allowed in any object but those that are named: the document leaves room for more."""
    if isinstance(value, list):
        return [closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    more = {"additionalProperties": False} if "properties" in value and value.get("type") == "object" else {}
    return {**more, **{key: closed(inner) for key, inner in value.items()}}


def mistakes(document: Any, declared: Any, answer: Any) -> list[str]:
    """What of an answer is other than the document says."""
    said = declared["responses"].get(str(answer.status_code))
    if said is None:
        return [f"status {answer.status_code}"]
    wrong = [f"no header {name}" for name in said.get("headers", {}) if name not in answer.headers]
    if "content" not in said:
        return wrong + ([] if answer.content_type != "application/json" else ["JSON"])
    whole = closed(document)
    registry: Registry[Any] = Registry().with_resource("urn:document", DRAFT202012.create_resource(whole))
    [media_type] = said["content"]
    name = said["content"][media_type]["schema"].get("$ref")
    schema = {"$ref": f"urn:document{name}"} if name else said["content"][media_type]["schema"]
    validator = Draft202012Validator(
        schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    wrong += [] if answer.content_type == media_type else [answer.content_type]
    return wrong + [f"{each.json_path}: {each.message}" for each in validator.iter_errors(answer.json)]


def test_it_is_valid(document: Any) -> None:
    assert document["openapi"].startswith("3.1.")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_it_names_every_address_of_the_api_and_no_other(odd: FlaskClient, document: Any) -> None:
    rules = [rule for rule in odd.application.url_map.iter_rules() if rule.rule.startswith(PREFIX)]
    methods = [method for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]

    assert all(operation_of(odd.application.view_functions[rule.endpoint]) for rule in rules)
    assert len(methods) == len(list(operations(document)))


def test_facets_of_the_library_are_parameters_and_keys_of_answers(document: Any) -> None:
    search = document["paths"]["/api/v1/search"]["get"]
    parameters = {each["name"]: each["schema"] for each in search["parameters"]}
    schemas = document["components"]["schemas"]

    assert set(parameters) == {*api_names(), "audience", "reviewed", "source"}
    assert parameters["audience"]["items"]["type"] == "string"
    assert parameters["reviewed"]["items"] == {"type": "integer", "minimum": 1, "maximum": 9999}
    assert parameters["per_page"]["default"] == 3
    names = ["topic", "type", "year", "audience", "reviewed", "source"]
    assert sorted(schemas["SearchAnswer"]["properties"]["facets"]["required"]) == sorted(names)
    assert set(schemas["Result"]["properties"]["facets"]["properties"]) == set(names[3:])


SEARCHES = (
    "", "q=force", "q=uof", "q=forse", "q=forse&exact=1", "q=zebra+force", "q=force&expand=0", "q=%22use+of+force%22&per_page=1",
    "q=force&page=99", "q=force&audience=Patrol&reviewed=2021&year=2019&topic=nothing", "year_from=1990&year_to=2020&sort=title",
    "source=sample&sort=oldest", "sort=newest&type=Report", "q=" + "force+" * 900, "q=%00%ff%F0%9F%98%80",
)  # fmt: skip
REFUSED = (
    "x=1",
    "q=a&q=b",
    "year=abc",
    "page=0&per_page=1000&sort=up",
    "topic=%20",
    "&".join(f"x{n}=" for n in range(200)),
)


@pytest.mark.parametrize("asked", [*SEARCHES, *REFUSED])
def test_a_search_is_answered_as_it_says(odd: FlaskClient, document: Any, asked: str) -> None:
    answer = odd.get(f"/api/v1/search?{asked}")

    assert answer.status_code == (400 if asked in REFUSED else 200)
    assert mistakes(document, document["paths"]["/api/v1/search"]["get"], answer) == []


@pytest.mark.parametrize("asked", ["", "?q=force", "?documents=9&expand=0", "?page=1", "?documents=x"])
@pytest.mark.parametrize("resource_id", [str(record["id"]) for record in ODD] + ["not there"])
def test_a_resource_is_answered_as_it_says(
    odd: FlaskClient, document: Any, resource_id: str, asked: str
) -> None:
    answer = odd.get(f"/api/v1/resources/{quote(resource_id.replace('..', '%2E%2E'), safe='')}{asked}")

    assert mistakes(document, document["paths"]["/api/v1/resources/{id}"]["get"], answer) == []


@pytest.mark.parametrize(
    "path", ["suggest", "suggest?q=fo", "suggest?q=uof&limit=1", "suggest?limit=9", "status", "status?x=1", "openapi.json"]
)  # fmt: skip
def test_other_addresses_are_answered_as_it_says(odd: FlaskClient, document: Any, path: str) -> None:
    declared = document["paths"][f"/api/v1/{path.partition('?')[0]}"]["get"]

    assert mistakes(document, declared, odd.get(f"/api/v1/{path}")) == []


@given(
    st.dictionaries(
        st.sampled_from([*api_names(), "audience", "reviewed", "x"]),
        st.text(max_size=20) | st.integers(-1, 3000).map(str) | st.sampled_from(["force", "Patrol", "title"]),
        max_size=6,
    )
)
@steadily(60)
def test_any_search_is_answered_as_it_says(odd: FlaskClient, document: Any, asked: dict[str, str]) -> None:
    answer = odd.get("/api/v1/search", query_string=asked)

    assert mistakes(document, document["paths"]["/api/v1/search"]["get"], answer) == []


def test_conditions_are_answered_as_it_says(odd: FlaskClient, document: Any) -> None:
    for path in ("search", "suggest", "openapi.json"):
        declared = document["paths"][f"/api/v1/{path}"]["get"]
        tag = odd.get(f"/api/v1/{path}").headers["ETag"]
        kept = odd.get(f"/api/v1/{path}", headers={"If-None-Match": tag})
        refused = odd.get(f"/api/v1/{path}", headers={"If-Match": '"another"'})

        assert (kept.status_code, refused.status_code) == (304, 412)
        assert mistakes(document, declared, kept) == mistakes(document, declared, refused) == []


def test_head_options_and_other_methods_are_answered_at_every_address(
    odd: FlaskClient, document: Any
) -> None:
    for path, method, _ in operations(document):
        address = path.replace("{id}", "plain")
        kinds = {"GET", "HEAD", "OPTIONS"} if method == "get" else {"POST", "OPTIONS"}
        asked = odd.options(address)
        assert (asked.status_code, set(asked.allow)) == (200, kinds)
        for other in {"GET", "POST", "PUT", "DELETE", "PATCH", "TRACE"} - kinds:
            refused = odd.open(address, method=other)
            assert (refused.status_code, refused.content_type) == (405, "application/problem+json")
            assert set(refused.allow) == kinds
        if method == "get" and "reindex" not in path:
            whole, head = odd.get(address), odd.head(address)
            assert head.data == b""
            assert {**head.headers, "Server-Timing": ""} == {**whole.headers, "Server-Timing": ""}
            assert "GET" in asked.headers["Access-Control-Allow-Methods"]


def test_requests_for_a_run_are_answered_as_it_says(odd: FlaskClient, document: Any) -> None:
    ask = document["paths"]["/api/v1/reindex"]["post"]
    tell = document["paths"]["/api/v1/reindex/{id}"]["get"]
    token = {"Authorization": f"Bearer {TOKEN}"}

    answers = [odd.post("/api/v1/reindex", headers=headers) for headers in ({}, token, token)]
    told = odd.get(answers[1].headers["Location"], headers=token)
    unknown = odd.get("/api/v1/reindex/unknown", headers=token)

    assert [each.status_code for each in answers] == [401, 202, 409]
    assert [mistakes(document, ask, each) for each in answers] == [[], [], []]
    assert (told.status_code, unknown.status_code) == (200, 404)
    assert mistakes(document, tell, told) == mistakes(document, tell, unknown) == []
    assert (ask["security"], tell["security"]) == ([{"token": []}], [{"token": []}])


def test_what_is_other_than_it_says_is_noticed(odd: FlaskClient, document: Any) -> None:
    declared = document["paths"]["/api/v1/status"]["get"]
    answer = odd.get("/api/v1/search?q=force")

    found = mistakes(document, declared, answer)

    assert "no header Cache-Control" not in found
    assert "$: 'last_run' is a required property" in found
    assert any("Additional properties are not allowed" in each for each in found)


def test_without_a_token_nothing_is_said_of_requests(tmp_path: Path) -> None:
    site = Site(tmp_path, site='base_url = "https://example.gov/library"')
    site.records({"id": "one"})
    assert site.run("index").code == 0
    config = load_config(site.config)
    client = create_app(config, open_engine(config)).test_client()

    said: Any = client.get("/api/v1/openapi.json").json

    assert not any("reindex" in path for path in said["paths"])
    assert "securitySchemes" not in said["components"]
    assert said["servers"] == [{"url": "https://example.gov/library"}]


def test_without_a_build_it_is_a_problem(tmp_path: Path) -> None:
    client = client_of(Site(tmp_path))

    for path in ("search", "suggest", "resources/one", "status", "openapi.json"):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
        assert answer.headers["Retry-After"] == "5"


def test_a_type_that_has_no_schema_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON Schema"):
        Schemas(STANDARD_TABLE).of(set[int])
