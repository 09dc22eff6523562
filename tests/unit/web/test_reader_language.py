"""The language of the pages: the site's own, or the reader's, which every address keeps."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.resource import Topic
from searchapp.web.addresses import LONGEST_LINK
from tests.making import make_passage, make_resource
from tests.parsed_pages import only
from tests.unit.web.conftest import client_in

TEXT = "crisis " * 30
PASSAGES = tuple(make_passage(f"{TEXT} {number}", f"Part {number}", page=number) for number in range(1, 40))
RESOURCES = [
    make_resource("guide", title="Crisis guide", topics=("Patrol", "Arrests"), types=("Report",), year=2019, passages=PASSAGES),
    *(
        make_resource(
            f"other{number}", title=f"Crisis {number}", topics=(f"Topic {number}", "Patrol"), types=("Video",), year=1990 + number, text="A crisis."
        )
        for number in range(30)
    ),
]  # fmt: skip
PAGES = {
    "home": "/",
    "all resources": "/search",
    "results": "/search?q=crisis&topic=Patrol&type=Video&year_from=1991&page=2",
    "nothing found": "/search?q=zeppelin&topic=Patrol",
    "past the end": "/search?q=crisis&page=99",
    "a topic": "/topics/patrol?q=crisis",
    "all topics": "/facets/topic?q=crisis&type=Video",
    "topics that contain": "/facets/topic?find=topic&within=patrol",
    "a resource": "/resources/guide?q=crisis",
    "further passages": "/resources/guide?q=crisis&from=21",
    "a text": "/resources/guide/text",
    "an error": "/nowhere",
}


@pytest.fixture(scope="module")
def client(shared_client_for: Callable[..., FlaskClient]) -> FlaskClient:
    return shared_client_for(*RESOURCES, topics=(Topic(name="Patrol", slug="patrol"),))


@pytest.fixture(scope="module")
def spanish_site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The same library, of a site in Spanish."""
    place = tmp_path_factory.mktemp("spanish")
    (place / "guides").mkdir()
    return client_in(place, *RESOURCES, topics=(Topic(name="Patrol", slug="patrol"),), language="es")


def in_spanish(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang=es"


def parsed(client: FlaskClient, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).text, "lxml")


def lang_of(address: str) -> list[str]:
    return parse_qs(urlsplit(address).query).get("lang", [])


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_speaks_the_language_of_its_address(client: FlaskClient, address: str) -> None:
    english, spanish = client.get(address), client.get(in_spanish(address))

    assert (english.headers["Content-Language"], spanish.headers["Content-Language"]) == ("en", "es")
    assert '<html lang="en">' in english.text
    assert '<html lang="es">' in spanish.text
    assert "Saltar a" in spanish.text
    assert "Skip to" not in spanish.text
    assert spanish.status_code == english.status_code


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_every_link_and_every_form_keeps_the_language(client: FlaskClient, address: str) -> None:
    page = parsed(client, in_spanish(address))
    only(page, "nav.languages").extract()
    links = [str(link["href"]) for link in page.select("a[href], link[rel~=next], link[rel~=prev], link[rel~=canonical]")]  # fmt: skip
    own = [link for link in links if link.startswith("/") and not link.startswith("/files/")]

    assert own
    assert [link for link in own if lang_of(link) != ["es"]] == []
    for form in page.select("form"):
        assert [field["value"] for field in form.select("input[name=lang]")] == ["es"]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_the_sites_own_language_needs_no_parameter(client: FlaskClient, address: str) -> None:
    page = parsed(client, address)
    only(page, "nav.languages").extract()

    assert "lang=" not in page.select_one("body").decode()  # type: ignore[union-attr]  # a page has a body


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_the_switch_leads_to_the_same_page_in_the_other_language(client: FlaskClient, address: str) -> None:
    there = only(parsed(client, address), "nav.languages a")
    back = only(parsed(client, str(there["href"])), "nav.languages a")

    assert (there["hreflang"], back["hreflang"]) == ("es", "en")
    if client.get(address).status_code == 200:
        asked, led = urlsplit(address), urlsplit(str(there["href"]))
        assert led.path == asked.path
        assert parse_qs(led.query) == {**parse_qs(asked.query), "lang": ["es"]}
        assert parse_qs(urlsplit(str(back["href"])).query) == parse_qs(asked.query)


@pytest.mark.parametrize("unknown", ["", "xx", "ES", "es-MX", "../es", "e" * 3000, "%00"])
def test_an_unknown_language_is_ignored(client: FlaskClient, unknown: str) -> None:
    assert client.get(f"/search?q=crisis&lang={unknown}").text == client.get("/search?q=crisis").text


def test_the_last_of_several_languages_counts(client: FlaskClient) -> None:
    assert client.get("/?lang=en&lang=es").headers["Content-Language"] == "es"


def test_a_site_in_spanish_speaks_spanish_unless_a_reader_chooses_english(spanish_site: FlaskClient) -> None:
    own, chosen = spanish_site.get("/search"), spanish_site.get("/search?lang=en")
    page = BeautifulSoup(chosen.text, "lxml")

    assert own.headers["Content-Language"] == "es"
    assert chosen.headers["Content-Language"] == "en"
    assert "Todos los recursos" in own.text
    assert lang_of(str(only(page, ".brand")["href"])) == ["en"]


def test_the_api_speaks_english_whatever_the_site_speaks(spanish_site: FlaskClient) -> None:
    spanish_site.get("/search")
    found = spanish_site.get("/api/v1/search", query_string={"q": "crisis " * 900}).get_json()
    mistaken = spanish_site.get("/api/v1/search?page=x").get_json()

    assert "Only the first 4,000 characters of the text were used." in found["relaxed"]
    assert found["results"][0]["why"].startswith("“crisis” in the title; “crisis” in the text")
    assert mistaken["errors"][0]["detail"] == "“x” is not a whole number"
    assert spanish_site.get("/api/v1/search?lang=es").status_code == 400


def test_a_page_words_what_the_engine_tells(client: FlaskClient) -> None:
    page = parsed(client, f"/search?q={'crisis+' * 900}&lang=es")
    texts = [notice.get_text() for notice in page.select(".notice")]

    assert any("Solo se usaron los primeros 4,000 caracteres del texto." in text for text in texts)
    assert only(page, "li:first-child > .entry .why").get_text(" ", strip=True).startswith("Por qué aparece:")


def test_where_the_address_is_too_long_for_a_link_the_switch_is_a_button(client: FlaskClient) -> None:
    filters = "&".join(f"topic={'x' * 190}{number}" for number in range(LONGEST_LINK // 190 + 2))
    page = parsed(client, f"/search?{filters}&lang=es")
    button = only(page, "nav.languages button")

    assert (button["name"], button["value"], button["form"]) == ("lang", "en", "search-form")
    # What the form keeps is sent first.
    assert client.get(f"/search?{filters}&lang=es&lang=en").headers["Content-Language"] == "en"


def test_addresses_for_search_engines_are_absolute_below_base_url(tmp_path: Path) -> None:
    (tmp_path / "guides").mkdir()
    client = client_in(tmp_path, *RESOURCES[:1], base_url="https://search.example.gov/library")
    page = parsed(client, "/resources/guide?lang=es")
    own = "https://search.example.gov/library/resources/guide"

    assert only(page, "link[rel=canonical]")["href"] == f"{own}?lang=es"
    assert [link["href"] for link in page.select("link[rel=alternate][hreflang]")] == [own, f"{own}?lang=es"]
    assert only(page, ".brand")["href"] == "/library/?lang=es"


def test_search_engines_are_told_of_a_page_in_each_language(client: FlaskClient) -> None:
    alternates = {
        link["hreflang"]: link["href"]
        for link in parsed(client, "/topics/patrol").select("link[rel=alternate][hreflang]")
    }

    assert alternates == {"en": "/topics/patrol", "es": "/topics/patrol?lang=es"}
    assert "noindex" not in client.get("/topics/patrol?lang=es").text
    assert parsed(client, "/search").select("link[rel=alternate][hreflang]") == []
