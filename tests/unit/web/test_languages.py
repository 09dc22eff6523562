"""What is in another language than the page says so, for those who listen to it."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.parsed_pages import only


@pytest.fixture
def client(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Any:
    return client_for(
        resource("en", title="Crisis teams", text="A team."),
        resource("es", title="Equipos de crisis", summary="Un resumen.", text="Los equipos.", language="es"),
    )


def page(client: Any, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).data, "lxml")


def test_a_result_in_another_language_says_so(client: Any) -> None:
    found = page(client, "/search?q=crisis")

    languages = {" ".join(title.get_text().split()): title.get("lang") for title in found.select(".entry h3")}
    assert languages == {"Crisis teams": None, "Equipos de crisis": "es"}
    assert only(found, "html")["lang"] == "en"


def test_the_page_of_a_resource_and_its_text_say_so(client: Any) -> None:
    about, text = page(client, "/resources/es?q=equipo"), page(client, "/resources/es/text")

    assert only(about, "h1")["lang"] == "es"
    assert only(about, ".lead")["lang"] == "es"
    assert [quote["lang"] for quote in about.select(".quote")] == ["es"]
    assert only(about, "h2#cite").get("lang") is None
    assert only(text, ".running")["lang"] == "es"
    assert only(page(client, "/resources/en"), "h1").get("lang") is None
