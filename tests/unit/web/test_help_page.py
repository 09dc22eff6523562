"""The page of search help: what it says, in which language, and from where it is reached."""

import pytest
from bs4 import BeautifulSoup

from indexer.config import RankingConfig


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.data, "lxml")


@pytest.fixture
def library(client_for, resource):
    return client_for(resource("a", title="Mobile teams on call", topics=("Use of Force",), year=2024))


def test_it_has_examples_of_the_library(library):
    codes = {code.get_text() for code in soup(library.get("/help")).select("dl code")}

    assert {'topic:"Use of Force"', "year:2021..2024"} <= codes


def test_it_says_how_many_words_are_needed_as_they_are(library):
    cells = [cell.get_text() for cell in soup(library.get("/help")).select("tbody td")]

    needed = [str(number) for number in RankingConfig().minimum_should_match]
    assert cells[1::2] == needed
    assert cells[-2] == f"{len(needed)} or more"


def test_it_speaks_the_language_of_the_reader(library):
    page = soup(library.get("/help?lang=es"))

    assert page.select_one("h1").get_text() == "Ayuda"
    assert "Límites" in [heading.get_text() for heading in page.select("h2")]


@pytest.mark.parametrize("path", ["/", "/search?q=mobile", "/search?q=zeppelin", "/topics/use-of-force"])
def test_every_page_leads_there(library, path):
    links = {link["href"]: link.get_text() for link in soup(library.get(path)).select("a[href='/help']")}

    assert links
    assert [tag["href"] for tag in soup(library.get(path)).select(".help a")] == ["/help"]
    assert soup(library.get("/help")).select(".help a") == []
