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


def test_a_page_has_as_many_results_as_its_address_says_and_every_link_keeps_that(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    topics = ("Vans",), ("Nights",)
    client = client_for(
        *(
            resource(f"r{number:02}", title=f"Crisis {number:02}", topics=topics[number % 2])
            for number in range(60)
        )
    )

    page = soup(client.get("/search?q=crisis&sort=title&per_page=25&page=2"))

    assert len(titles(page)) == 25
    assert [(link.get_text(), link["href"]) for link in page.select(".page-sizes a")] == [
        ("10", "/search?q=crisis&sort=title"),
        ("25", "/search?q=crisis&sort=title&per_page=25"),
        ("50", "/search?q=crisis&sort=title&per_page=50"),
    ]
    assert only(page, ".page-sizes [aria-current]").get_text() == "25"
    assert only(page, "#search-form input[name=per_page]")["value"] == "25"
    assert links(page)["Relevance"] == "/search?q=crisis&per_page=25"
    assert links(page)["Page 1"] == "/search?q=crisis&sort=title&per_page=25"
    every = soup(client.get("/facets/topic?q=crisis&per_page=25"))
    assert links(every)["Back to the results"] == "/search?q=crisis&per_page=25"
    assert only(every, "#find-form input[name=per_page]")["value"] == "25"
    assert "per_page=25" in str(first(every, ".values a")["href"])
    assert links(soup(client.get("/search?q=crisis&per_page=25&topic=Vans")))["Clear filters"] == (
        "/search?q=crisis&per_page=25"
    )


def test_other_numbers_of_results_are_ignored_and_few_results_offer_no_choice(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(*(resource(f"r{number}", title="Crisis") for number in range(11)))

    page = soup(client.get("/search?q=crisis&per_page=1000"))

    assert len(titles(page)) == 10
    assert "per_page" not in str(first(page, ".pager a")["href"])
    assert page.select(".page-sizes a")
    assert not soup(client.get("/search?q=title:none")).select(".page-sizes")


def test_a_site_with_a_size_of_its_own_offers_that_and_no_more_than_it_allows(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(
        *(resource(f"r{number:02}", title="Crisis") for number in range(30)), per_page=5, max_per_page=25
    )

    page = soup(client.get("/search?q=crisis"))

    assert [link.get_text() for link in page.select(".page-sizes a")] == ["5", "10", "25"]
    assert links(page)["10"] == "/search?q=crisis&per_page=10"
