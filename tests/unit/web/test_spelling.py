"""Misspelt words on pages and in the API: what was searched for is said, what is offered is one click away."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.making import make_resource
from tests.parsed_pages import only


@pytest.fixture(scope="module")
def library(shared_client_for: Callable[..., Any]) -> Any:
    return shared_client_for(
        make_resource("r", title="<b>Replication", text="Management of replication", types=("Video",)),
        make_resource("m", title="Staff", text="Management of staff", types=("Report",)),
    )


def page_of(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.data, "lxml")


def notices(page: BeautifulSoup) -> list[str]:
    return [" ".join(notice.get_text().split()) for notice in page.select(".notice")]


def test_corrected_results_are_labelled_with_a_way_to_what_was_typed(library: Any) -> None:
    page = page_of(library.get("/search?q=<i>replicaton&type=Video&sort=title"))

    assert notices(page) == [
        "Nothing was found for “<i>replicaton”. These are the results for <i>replication. Search for “<i>replicaton” instead"
    ]
    assert only(page, ".tally [role=status]").get_text() == "1 result for “<i>replication”, 1 filter"
    assert only(page, "#q")["value"] == "<i>replicaton"
    link = only(page, ".notice a")
    assert link["href"] == "/search?q=%3Ci%3Ereplicaton&type=Video&sort=title&exact=1"
    assert link["rel"] == ["nofollow"]
    assert "q=%3Ci%3Ereplication" in str(only(page, ".entry .foot a")["href"])

    typed = page_of(library.get(link["href"]))
    assert notices(typed) == ["Did you mean <i>replication?"]
    assert "Nothing here matches" in only(typed, ".empty").get_text()
    assert only(typed, ".notice a")["href"] == "/search?q=%3Ci%3Ereplication&type=Video&sort=title"


def test_a_misspelt_word_among_others_is_asked_about(library: Any) -> None:
    page = page_of(library.get("/search?q=management+replicaton&page=1"))

    assert notices(page) == ["Did you mean management replication?", "No resource has “replicaton”."]
    assert only(page, ".notice a")["href"] == "/search?q=management+replication"
    assert len(page.select(".entry")) == 2


def test_pages_in_spanish_say_it_in_spanish(library: Any) -> None:
    (notice,) = notices(page_of(library.get("/search?q=replicaton&lang=es")))

    assert notice.startswith("No se encontró nada para “replicaton”.")
    assert notice.endswith("Buscar “replicaton” tal como se escribió")


def test_well_spelt_words_are_not_asked_about(library: Any) -> None:
    for text in ("replication", "management staff", "REPLICATON", "xylophone", ""):
        assert notices(page_of(library.get(f"/search?q={text}"))) == []


@pytest.mark.parametrize(
    ("query", "total", "searched_for", "did_you_mean"),
    [
        ("replicaton", 1, "replication", None),
        ("replicaton&exact=0", 1, "replication", None),
        ("replicaton&exact=1", 0, "replicaton", "replication"),
        ("replicaton&type=Report", 0, "replicaton", None),
        ("management+replicaton", 2, "management replicaton", "management replication"),
        ("replication", 1, "replication", None),
    ],
)
def test_the_api_tells_what_was_searched_for_and_what_is_offered(
    library: Any, query: str, total: int, searched_for: str, did_you_mean: str | None
) -> None:
    answer = library.get(f"/api/v1/search?q={query}").json

    assert (answer["total"], answer["searched_for"], answer["did_you_mean"]) == (
        total,
        searched_for,
        did_you_mean,
    )
    assert answer["query"]["q"] == query.partition("&")[0].replace("+", " ")


def test_exact_answers_have_tags_and_links_of_their_own(library: Any) -> None:
    corrected, exact = (library.get(f"/api/v1/search?q=replicaton{more}") for more in ("", "&exact=1"))

    assert corrected.headers["ETag"] != exact.headers["ETag"]
    assert exact.json["links"]["self"] == "/api/v1/search?q=replicaton&exact=1"
    assert corrected.json["links"]["self"] == "/api/v1/search?q=replicaton"
