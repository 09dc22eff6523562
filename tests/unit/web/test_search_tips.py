"""The examples of queries on pages: made of what the library has, and each finds something."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from indexer.facets import STANDARD, Facet, FacetTable
from searchapp.engine.request import SearchRequest
from searchapp.web.search_tips import search_tips
from tests.engines import build_of, engine_on
from tests.making import make_passage, make_resource


def soup(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.data, "lxml")


def test_each_example_finds_something(engine_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    engine = engine_for(
        resource("a", title="Mobile Crisis Teams in Rural Places", year=2019, topics=("Crisis “Response”",)),
        resource("b", title="Body-Worn Cameras: Evidence and Practice", year=2012, topics=("Video, and Audio",)),
        resource("c", title="Traffic Stops", topics=("Video, and Audio",)),
    )  # fmt: skip

    tips = search_tips(engine)

    assert (tips.phrase, tips.topic, tips.years) == (
        '"mobile crisis"',
        'topic:"Video, and Audio"',
        "year:2016..2019",
    )
    assert None not in (tips.phrase, tips.without, tips.prefix, tips.either, tips.title)
    for text in (tips.phrase, tips.without, tips.prefix, tips.either, tips.title, tips.topic, tips.years):
        assert engine.search(SearchRequest(text or "")).total, text


def test_clauses_of_own_facets_have_values_of_the_library(tmp_path: Path) -> None:
    named = {
        "audience": "Patrol",
        "product": "R&D, others",
        "shelf": "Say “so”",
        "hidden": "X",
        "made": "2019",
    }
    table = FacetTable((
        *STANDARD,
        *(Facet(name=name, label=name, origin=name, show=0 if name == "hidden" else 8) for name in ("audience", "product", "shelf", "hidden", "none")),
        Facet(name="made", label="Made", origin="made", kind="year"),
    ))  # fmt: skip
    resources = (
        make_resource("a", title="A", metadata={**named, "audience": "Managers"}),
        make_resource("b", title="B", metadata=named),
        make_resource("c", title="C", metadata=named),
    )
    engine: Any = engine_on(build_of(tmp_path, list(resources), facets=table))

    clauses = [clause for _, clause in search_tips(engine).clauses]

    assert clauses == ['audience:"Patrol"', 'product:"R&D, others"', "made:2016..2019"]
    for clause in clauses:
        assert engine.search(SearchRequest(clause)).total >= 2, clause


@pytest.mark.parametrize("title", ["", "A", "12", "“”", "A B C D", '"', "x" * 500])
def test_of_nothing_there_is_no_example(
    engine_for: Callable[..., Any], resource: Callable[..., Any], title: str
) -> None:
    tips = search_tips(engine_for(resource("a", title=title)))

    assert (tips.phrase, tips.without, tips.either, tips.topic, tips.years) == (None,) * 5


def test_the_words_are_in_the_language_of_the_page_if_the_library_has_any(
    client_for: Callable[..., Any], engine_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    resources = (
        resource("a", title="Atender a quien habla español", year=2026, language="es"),
        resource("b", title="Mobile Crisis Teams", year=2019),
    )
    engine = engine_for(*resources)

    assert (search_tips(engine, "en").phrase, search_tips(engine, "en").language) == ('"mobile crisis"', "en")
    assert (search_tips(engine, "es").phrase, search_tips(engine, "es").language) == ('"quien habla"', "es")
    english = engine_for(resources[1])
    assert (search_tips(english, "es").phrase, search_tips(english, "es").language) == (
        '"mobile crisis"',
        "en",
    )


def test_a_page_says_in_which_language_the_words_are(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(
        resource("a", title="Atender a quien habla español", year=2026, language="es"),
        resource("b", title="Mobile Crisis Teams", year=2019),
    )

    spanish, english = soup(client.get("/?lang=es")), soup(client.get("/"))

    assert (spanish.select(".help code")[0].get_text(), english.select(".help code")[0].get_text()) == (
        '"quien habla"',
        '"mobile crisis"',
    )
    assert not spanish.select(".help code[lang]")
    assert not english.select(".help code[lang]")
    only_spanish = client_for(resource("a", title="Atender a quien habla español", language="es"))
    assert soup(only_spanish.get("/")).select(".help code")[0]["lang"] == "es"


def test_a_library_without_topics_types_and_years_looks_finished(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(resource("a", title="Mobile Crisis Teams"), resource("b", title="Traffic Stops"))

    home, found, everything = (
        soup(client.get(path)) for path in ("/", "/search?q=crisis+OR+stops", "/search")
    )

    for page in (home, found, everything):
        assert "Topics" not in [link.get_text() for link in page.select("header nav a")]
        assert not page.select(".groups, fieldset")
        assert "topic:" not in page.get_text()
        assert "year:" not in page.get_text()
    assert not home.select("#topics")
    assert "Browse all 2 resources" in home.get_text()
    assert [link.get_text() for link in found.select(".sorts a")] == ["Relevance", "Title"]
    assert not everything.select(".sorts a")


def test_the_title_is_not_the_first_heading_of_its_own_passages(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(
        resource("a", title="Handbook", passages=(make_passage("Crisis.", "Handbook", "Teams"),))
    )

    (link,) = soup(client.get("/search?q=crisis")).select(".passages .place a")

    assert link.get_text().strip() == "Teams"
