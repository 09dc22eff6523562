"""Lists that go on over several pages: what leads from one to the next, and back from beyond the last."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup

from tests.parsed_pages import first, only


def soup(response: Any, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.data, "lxml")


def links(page: BeautifulSoup) -> dict[str, str]:
    return {" ".join(link.get_text().split()): str(link["href"]) for link in page.select("a[href]")}


def titles(page: BeautifulSoup) -> list[str]:
    return [" ".join(title.get_text().split()) for title in page.select(".entry h3")]


def test_a_page_past_the_end_says_so(client_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    page = soup(client_for(resource("a", title="Crisis")).get("/search?page=99&q=crisis"))

    assert "these results end on page 1" in page.get_text()
    assert links(page)["Go to page 1"] == "/search?q=crisis"
    assert not [name for name in links(page) if "the last" in name]


def test_a_page_past_the_end_leads_to_the_last_one_too(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(*(resource(f"r{number}", title="Crisis") for number in range(11)), per_page=5)

    page = soup(client.get("/search?page=999&q=crisis"))

    assert links(page)["Go to page 1"] == "/search?q=crisis"
    assert links(page)["Go to page 3, the last"] == "/search?q=crisis&page=3"
    assert titles(soup(client.get(links(page)["Go to page 3, the last"]))) == ["Crisis"]


def test_pages_are_linked(client_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    client = client_for(
        *(resource(f"r{number:02}", title=f"R{number:02}") for number in range(25)), per_page=5
    )

    page = soup(client.get("/search?sort=title&page=3"))

    assert titles(page) == ["R10", "R11", "R12", "R13", "R14"]
    assert "Page 3 of 5" in only(page, ".pager").get_text()
    assert only(page, "head link[rel=next]")["href"] == "/search?sort=title&page=4"
    assert "prev" in first(page, ".pager a.step")["rel"]
    assert [" ".join(item.get_text().split()) for item in page.select(".pager ol li")] == [
        "Page 1", "Page 2", "Page 3", "Page 4", "Page 5",
    ]  # fmt: skip
    assert [item.get_text() for item in soup(client.get("/search?page=1")).select(".pager .gap")] == ["…"]
