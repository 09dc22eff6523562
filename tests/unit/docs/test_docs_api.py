"""Every route, parameter and key of an answer is in the docs, and no other."""

import re
from typing import Any

import pytest

from indexer.config import Config, load_config
from searchapp.app import create_app
from searchapp.engine.open_engine import open_engine
from searchapp.engine.request import SORTS, SearchRequest
from searchapp.web.accepted_parameters import api_names, resource_parameters, suggest_parameters
from searchapp.web.addresses import Addresses
from searchapp.web.answers import resource_answer, search_answer, status_answer, suggest_answer
from tests.making import make_passage, make_resource
from tests.unit.docs.pages import ROOT, headings, page, section


def route_rules() -> list[str]:
    app = create_app(load_config(ROOT / "config.toml"), open_engine(load_config(ROOT / "config.toml")))
    return [rule.rule for rule in app.url_map.iter_rules()]


def bare(route: str) -> str:
    """A route with its placeholders emptied: what they are called is nobody's business."""
    return re.sub(r"<[^>]+>", "<>", route)


def documented_routes() -> list[str]:
    return [
        found[1]
        for title in headings(page("docs/api.md"))
        if (found := re.fullmatch(r"`(?:GET|POST) (\S+)`", title))
    ]


@pytest.mark.parametrize("rule", route_rules())
def test_every_route_has_a_heading(rule: str) -> None:
    assert bare(rule) in {bare(route) for route in documented_routes()}


@pytest.mark.parametrize("route", documented_routes())
def test_every_documented_route_is_one(route: str) -> None:
    rules = [re.escape(bare(rule)).replace("<>", ".+") for rule in route_rules()]

    assert any(re.fullmatch(rule, re.sub(r"<[^>]+>", "x", route)) for rule in rules)


@pytest.mark.parametrize("name", api_names())
def test_every_parameter_of_a_search_is_documented(name: str) -> None:
    rows = re.findall(r"^\| (`.+?) \|", section(page("docs/api.md"), "`GET /api/v1/search`"), re.MULTILINE)

    assert name in {parameter for row in rows for parameter in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize("name", [each.name for each in suggest_parameters()])
def test_every_parameter_of_suggestions_is_documented(name: str) -> None:
    assert f"| `{name}` |" in section(page("docs/api.md"), "`GET /api/v1/suggest`")


@pytest.mark.parametrize("name", [each.name for each in resource_parameters()])
def test_every_parameter_of_a_resource_is_documented(name: str) -> None:
    assert f"| `{name}` |" in section(page("docs/api.md"), "`GET /api/v1/resources/<id>`")


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_documented(sort: str) -> None:
    assert f"`{sort}`" in section(page("docs/api.md"), "`GET /api/v1/search`")


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_of(inner) for inner in value.values()))
    return set().union(*(keys_of(inner) for inner in value)) if isinstance(value, list) else set()


def test_every_key_of_an_answer_is_documented(engine_for: Any) -> None:
    engine = engine_for(
        make_resource("one", passages=(make_passage("a dog", page=1),), topics=("Use of Force",))
    )
    asked = SearchRequest("dog")
    view = engine.resource("one", "dog")
    assert view is not None

    answers = [
        search_answer(asked, engine.search(asked), Addresses(), 10),
        resource_answer(view, Addresses()),
        suggest_answer(engine.suggest("use"), Addresses()),
    ]

    documented = set(re.findall(r'"(\w+)":', page("docs/api.md")))
    assert set().union(*(keys_of(answer) for answer in answers)) <= documented


def test_every_key_of_the_status_is_documented(build_for: Any) -> None:
    build = build_for(make_resource("one"))
    config = Config.model_validate(
        {
            "sources": [{"name": "x", "kind": "folder", "path": "x"}],
            "paths": {"builds": build.path.parent},
        }
    )

    answer = status_answer(open_engine(config).status())

    assert set(answer) <= set(re.findall(r'"(\w+)":', page("docs/api.md")))
