"""The sample library with facets of its own, by settings alone: narrowed, reset, linked, searched, exported; and one more added."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.cli import group
from searchapp.engine import open_engine
from tests.parsed_pages import only
from tests.unit.a_site import Ran, Site

CORPUS = Path(__file__).parents[2] / "corpus"
SETTINGS = f"""
[[sources]]
name = "sample"
kind = "folder"
path = "{CORPUS}"

[[facets]]
name = "audience"
label = "Written for"
order = "name"

[[facets]]
name = "state"
from = "states"
show = 2
"""
FORMAT = '[[facets]]\nname = "format"\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample library with two facets more, indexed."""
    site = Site(tmp_path_factory.mktemp("sample"), sources=())
    site.config.write_text(SETTINGS, encoding="utf-8")
    assert site.run("index").code == 0
    return site


@pytest.fixture(scope="module")
def client(site: Site) -> FlaskClient:
    config = load_config(site.config)
    return create_app(config, open_engine(config)).test_client()


def soup(client: FlaskClient, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.data, "lxml")


def answer(client: FlaskClient, query: str) -> Any:
    return client.get(f"/api/v1/search?{query}").get_json()


def legends(page: BeautifulSoup) -> list[str]:
    return [legend.get_text() for legend in page.select("fieldset legend")]


def labels(page: BeautifulSoup, name: str) -> Iterator[str]:
    for box in page.select(f"input[name={name}]"):
        yield " ".join(only(page, f"label[for={box['id']}]").get_text(" ").split())


def search(site: Site, *words: str) -> Ran:
    return site.run("search", *words, group=group)


def test_facets_are_listed_in_the_order_of_the_settings(client: FlaskClient) -> None:
    page = soup(client, "/search")

    assert legends(page) == ["Topic", "Type", "Year", "Written for", "State"]
    assert next(labels(page, "audience")) == "Dispatchers , 2 results"
    state = page.select("fieldset")[-1]
    assert len(state.select("ul")[0].select("input")) == 2
    assert "7 more state filters" in state.get_text()


def test_a_list_is_narrowed_and_reset_by_any_facet(client: FlaskClient) -> None:
    page = soup(client, "/search?q=police&state=Florida&state=California&audience=Nobody&sort=title")
    chips = {" ".join(chip.get_text().split()): str(chip["href"]) for chip in page.select(".chips a")}

    assert "0 results for “police”, 3 filters" in page.get_text()
    assert (
        chips["Remove filter: Written for: Nobody×"]
        == "/search?q=police&state=Florida&state=California&sort=title"
    )
    assert (
        chips["Remove filter: State: Florida×"]
        == "/search?q=police&audience=Nobody&state=California&sort=title"
    )
    undo = {" ".join(link.get_text().split()): link["href"] for link in page.select(".undo a")}
    assert undo["Clear filters"] == "/search?q=police&sort=title"
    assert undo["Reset: empty the search and all filters"] == "/search"
    clear = {str(link["href"]) for link in page.select(".group-clear a")}
    assert "/search?q=police&audience=Nobody&sort=title" in clear

    found = soup(client, "/search?state=Florida")
    assert "2 results, 1 filter" in found.get_text()
    assert [box["value"] for box in found.select("input[name=state][checked]")] == ["Florida"]


def test_counts_leave_out_the_filter_of_their_own_facet(client: FlaskClient) -> None:
    found = answer(client, "state=Florida&year=2016")
    states = {value["value"]: value["count"] for value in found["facets"]["state"]}

    for name, count in states.items():
        assert answer(client, f"state={name}&year=2016")["total"] == count
    assert found["query"]["facets"] == {"audience": [], "state": ["Florida"]}


def test_the_api_has_the_facets_of_answers_and_of_results(client: FlaskClient) -> None:
    found = answer(client, "q=lessons+long+beach&state=California&per_page=1")

    assert list(found["facets"]) == ["topic", "type", "year", "audience", "state"]
    assert found["results"][0]["facets"] == {"audience": [], "state": ["California"]}
    assert found["links"]["self"] == "/api/v1/search?q=lessons+long+beach&state=California&per_page=1"
    wrong = client.get("/api/v1/search?stat=Florida&state=%20")
    assert wrong.status_code == 400
    said = {mistake["parameter"]: mistake["detail"] for mistake in wrong.get_json()["errors"]}
    assert "did you mean state?" in said["stat"]
    assert "is blank" in said["state"]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("state:florida", 2),
        ('state:"new york"', 1),
        ("audience:leaders", 4),
        ("-state:florida audience:union", 1),
    ],
)
def test_a_facet_is_a_clause_of_queries(client: FlaskClient, text: str, total: int) -> None:
    assert answer(client, f"q={text}")["total"] == total


def test_a_facet_has_a_page_of_all_its_values(client: FlaskClient) -> None:
    page = soup(client, "/facets/state?sort=title&find=flor")

    assert only(page, "h1").get_text() == "State"
    assert "1 of 9 values of State contains “flor”" in page.get_text()
    (link,) = page.select(".values a")
    assert link["href"] == "/search?state=Florida&sort=title"
    assert client.get("/facets/shelf").status_code == 404


def test_a_resource_links_to_others_with_its_values(client: FlaskClient) -> None:
    boston = answer(client, "q=boston+integrity&state=Massachusetts")["results"][0]["id"]

    facts = only(soup(client, f"/resources/{boston}"), ".metadata")

    assert [" ".join(row.get_text(" ").split()) for row in facts.select("div")] == ["State Massachusetts"]
    assert only(facts, "a")["href"] == "/search?state=Massachusetts"


def test_a_topic_page_is_narrowed_by_any_facet(client: FlaskClient) -> None:
    page = soup(client, "/topics/use-of-force?audience=Leaders+and+executives")

    assert "1 result, 1 filter" in page.get_text()
    assert only(page, ".undo a[rel=nofollow]")["href"] == "/topics/use-of-force"


def test_the_help_names_the_clauses_of_the_library(client: FlaskClient) -> None:
    said = [code.get_text() for code in soup(client, "/").select(".help code")]

    (state,) = [clause for clause in said if clause.startswith("state:")]
    assert answer(client, urlencode({"q": state}))["total"] > 0


def test_the_command_line_chooses_any_facet(site: Site) -> None:
    ran = search(site, "police", "--facet", "state=Florida", "--facet", "topic=Nothing", "--json")
    assert json.loads(ran.out)["query"]["facets"]["state"] == ["Florida"]
    assert json.loads(ran.out)["query"]["topics"] == ["Nothing"]
    assert search(site, "--facet", "state=Florida").out.startswith("2 resources")

    for given, said in (
        ("stat=Florida", "no facet is named 'stat'; did you mean state?"),
        ("state", "'state' is not NAME=VALUE"),
        ("year=soon", "year is a year from 1 to 9999, not 'soon'"),
    ):
        wrong = search(site, "--facet", given)
        assert wrong.code == 2
        assert said in wrong.err


def test_a_fourth_facet_is_there_after_the_next_index(site: Site, client: FlaskClient) -> None:
    assert client.get("/api/v1/search?format=pdf").status_code == 400
    site.config.write_text(SETTINGS + FORMAT, encoding="utf-8")

    ran = site.run("index")

    assert ran.code == 0
    assert "the facets changed (now topic, type, year, audience, state, format)" in ran.out + ran.err
    assert legends(soup(client, "/search"))[-1] == "Format"  # the same server
    assert answer(client, "format=pdf")["total"] == 2
    assert "format 5" in site.run("status").out
    assert site.run("rollback").code == 0
    assert legends(soup(client, "/search"))[-1] == "State"


def test_a_page_with_many_large_facets_stays_small(tmp_path: Path) -> None:
    names = [f"f{number}" for number in range(20)]
    site = Site(tmp_path)
    facets = "".join(f'[[facets]]\nname = "{name}"\nshow = 12\n' for name in names)
    site.config.write_text(site.config.read_text(encoding="utf-8") + facets, encoding="utf-8")
    site.records(
        *(
            {"id": f"r{number}", "title": "A", **dict.fromkeys(names, f"{number} " + "<&'\"" * 50)}
            for number in range(60)
        )
    )
    assert site.run("index").code == 0
    config = load_config(site.config)
    client = create_app(config, open_engine(config)).test_client()

    page = client.get("/search")

    assert len(page.data) < 400_000
    groups = BeautifulSoup(page.data, "lxml").select("fieldset")
    assert len(groups) == len(names)  # nothing has a topic, a type or a year
    assert all(group.select("input") and group.select(".everything a") for group in groups)
