"""A library of very many topics, types or years listed all of them on every page.

Reported: with 3,000 topics the first page took 565 KB, and a page of results 864 KB.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from indexer.resource import Document
from tests.making import make_passage, make_resource
from tests.parsed_pages import first, only

SMALL = 100_000  # bytes of a page of an ordinary search


def soup(client: Any, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    assert len(response.data) < SMALL, path
    return BeautifulSoup(response.data, "lxml")


def names(page: BeautifulSoup) -> list[str]:
    return [next(name.strings).strip() for name in page.select(".values .name")]


def link_to(page: BeautifulSoup, text: str) -> str:
    return next(
        str(link["href"])
        for link in page.select("a[href]")
        if " ".join(link.get_text().split()).startswith(text)
    )


@pytest.fixture(scope="module")
def client(shared_client_for: Callable[..., Any]) -> Any:
    """3,000 topics, 1,000 types and 600 years; "Everywhere" is the topic of all, and "Topic 2999" of two."""
    return shared_client_for(
        *(
            make_resource(
                f"r{number}",
                title=f"Crisis {number}",
                text="A crisis team." if number % 2 else "A ride.",
                topics=("Everywhere", "Éire & <Co>", *(f"Topic {number * 5 + more}" for more in range(5))),
                types=(f"Type {number}", f"Type {number + 600}") if number < 400 else (f"Type {number}",),
                year=1000 + number,
            )
            for number in range(600)
        ),
        make_resource("last", title="Last", topics=("Topic 2999",)),
    )


def test_pages_stay_small(client: Any) -> None:
    for path in (
        "/",
        "/search",
        "/search?q=crisis",
        "/topics/everywhere",
        "/facets/type",
        "/facets/year",
        "/nowhere",
    ):
        assert len(client.get(path).data) < SMALL, path


def test_the_first_page_names_the_leading_topics_and_leads_to_all(client: Any) -> None:
    page = soup(client, "/")

    shown = [name.get_text() for name in page.select(".topic-cards .name")]
    assert len(shown) == 60
    assert {"Everywhere", "Éire & <Co>", "Topic 2999"} <= set(shown)
    assert link_to(page, "All 3,002 topics") == "/facets/topic"


def test_a_page_of_results_names_some_values_and_leads_to_all(client: Any) -> None:
    page = soup(client, "/search?q=crisis&topic=Topic+2995&sort=title")

    boxes = [str(box["value"]) for box in page.select("input[name=topic]")]
    assert (len(boxes), boxes[0]) == (40, "Topic 2995")
    assert link_to(page, "All 3,002 topics") == "/facets/topic?q=crisis&topic=Topic+2995&sort=title"


def test_a_chosen_year_is_listed_however_far_down_it_stands(client: Any) -> None:
    page = soup(client, "/search?year=1001&year=9")

    boxes = {str(box["value"]): box.has_attr("checked") for box in page.select("input[name=year]")}
    assert len(boxes) == 40
    assert (boxes["1001"], boxes["9"], boxes["1599"]) == (True, True, False)
    assert link_to(page, "All 601 years") == "/facets/year?year=1001&year=9"


def test_all_values_of_a_facet_are_on_its_page_and_lead_back_to_the_search(client: Any) -> None:
    address: str | None = "/facets/topic?q=crisis&type=Type+1&type=Type+3"
    seen: list[str] = []
    while address:
        page = soup(client, address)
        seen += names(page)
        following = page.select_one(".pager a[rel~=next]")
        address = str(following["href"]) if following else None

    assert len(seen) == len(set(seen)) == 12
    assert link_to(page, "Topic 6") == "/search?q=crisis&topic=Topic+6&type=Type+1&type=Type+3"
    assert link_to(page, "Back to the results") == "/search?q=crisis&type=Type+1&type=Type+3"


@pytest.mark.slow  # every page of a large facet
def test_every_value_of_the_library_is_on_some_page(client: Any) -> None:
    for name, total in (("topic", 3002), ("type", 1000), ("year", 600)):
        address: str | None = f"/facets/{name}"
        seen: set[str] = set()
        while address:
            page = soup(client, address)
            seen |= set(names(page))
            following = page.select_one(".pager a[rel~=next]")
            address = str(following["href"]) if following else None
        assert len(seen) == total


def test_the_filter_box_finds_values_by_what_they_contain(client: Any) -> None:
    form = only(soup(client, "/facets/topic"), "#find-form")
    field = only(form, "[type=search]")
    assert (form["action"], form["method"], field["name"]) == ("/facets/topic", "get", "find")

    for find, found in {
        "99": {f"Topic {number}" for number in range(3000) if "99" in str(number)},
        "TOPIC 1234": {"Topic 1234"},
        "1234 topic": {"Topic 1234"},
        "eire": {"Éire & <Co>"},
        "<co>": {"Éire & <Co>"},
        "zeppelin": set(),
    }.items():
        page = soup(client, f"/facets/topic?{urlencode({'find': find})}")
        assert set(names(page)) == found
        assert only(page, "#find")["value"] == find
        assert link_to(page, "Show all topics") == "/facets/topic"


def test_the_filter_box_carries_the_search_along(client: Any) -> None:
    query = "q=crisis&topic=Everywhere&type=Type+1&year=1001&year_from=1000&year_to=1500&sort=oldest"
    page = soup(client, f"/facets/topic?{query}&within=everywhere&page=9")

    hidden = [(field["name"], field["value"]) for field in page.select("#find-form [type=hidden]")]

    assert hidden == [
        ("q", "crisis"), ("type", "Type 1"), ("year", "1001"), ("year_from", "1000"), ("year_to", "1500"),
        ("sort", "oldest"), ("within", "everywhere"),
    ]  # fmt: skip


def test_a_chosen_value_can_be_taken_off_there(client: Any) -> None:
    page = soup(client, "/facets/topic?topic=Topic+5&topic=Topic+6")

    assert names(page)[:2] == ["Topic 5", "Topic 6"]
    assert link_to(page, "Topic 5 chosen: take off") == "/search?topic=Topic+6"


def test_when_fifty_are_chosen_no_other_can_be(client: Any) -> None:
    chosen = "&".join(f"topic=Topic+{number}" for number in range(50))
    page = soup(client, f"/facets/topic?{chosen}")

    assert "As many topics are chosen as can be" in page.get_text()
    links = [str(link["href"]) for link in page.select(".values a")]
    assert {len(parse_qs(urlsplit(link).query)["topic"]) for link in links} == {49}


def test_a_topic_page_leads_to_its_own_values_and_they_lead_back(client: Any) -> None:
    page = soup(client, "/topics/everywhere?type=Type+1")

    everything = link_to(page, "All 1,000 types")

    assert everything == "/facets/type?type=Type+1&within=everywhere"
    values = soup(client, everything)
    assert link_to(values, "Type 2,") == "/topics/everywhere?type=Type+1&type=Type+2"
    assert link_to(values, "Back to the results") == "/topics/everywhere?type=Type+1"


def test_what_is_no_facet_is_not_found(client: Any) -> None:
    for path in ("/facets/nothing", "/facets/", "/facets/topics", "/facets/topic/x", "/facets"):
        assert client.get(path).status_code == 404


@pytest.mark.slow  # megabytes of names
def test_one_resource_of_very_many_topics_and_long_names_is_a_card_like_others(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    long = "Long “title” & <more> "
    passages = tuple(
        make_passage(
            "crisis a " * 100,
            *[f"{long * 300}{depth}" for depth in range(20)],
            page_label="l" * 5000,
            page=3,
            anchor="a" * 5000,
        )
        for _ in range(3)
    )
    client = client_for(
        *(
            resource(
                f"r{number}",
                title=long * 900 + str(number),
                summary=long * 5000,
                topics=(*(f"Subject {more} {long}" for more in range(2000)), "T" * 20_000),
                types=(*(f"Type {more}" for more in range(300)), "y" * 20_000),
                url="https://example.org/" + "p" * 5000,
                passages=passages,
                metadata={f"key {more}": "v" * 5000 for more in range(300)},
            )
            for number in range(12)
        ),
        per_page=100,
    )

    for path in (
        "/",
        "/search",
        "/search?q=crisis",
        "/topics/subject-1-long-title-more",
        "/facets/topic",
        "/facets/type",
        "/resources/r1",
        "/resources/r1?q=crisis",
    ):
        response = client.get(path)
        assert response.status_code == 200
        assert len(response.data) < 400_000, path
    card = first(BeautifulSoup(client.get("/search").data, "lxml"), ".entry")
    assert len(only(card, "h3").get_text()) <= 301
    assert card.select(".topics li")[-1].get_text() == "and 1,989 more"


def test_a_page_of_a_hundred_heavy_hits_tells_the_last_by_their_titles_alone(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(
        *(
            resource(
                f"r{number:03}",
                title="<&'\"" * 60,
                text="' a " * 60,
                topics=tuple(f"{more:02} " + "<&'\"" * 25 for more in range(20)),
            )
            for number in range(100)
        ),
        per_page=100,
    )

    response = client.get("/search?q=a")

    assert len(response.data) < 400_000
    entries = BeautifulSoup(response.data, "lxml").select(".entry")
    assert len(entries) == 100
    assert only(entries[-1], "h3 a")["href"] == "/resources/r099?q=a"


def test_the_documents_of_a_resource_are_listed_a_hundred_at_a_time(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    files = tuple(
        Document(id=f"d{n:04}", title=f"File {n}", source="guides", address=f"f{n}.pdf", format="pdf")
        for n in range(1234)
    )
    client = client_for(resource("many", title="Many", documents=files))
    address: str | None = "/resources/many"
    seen: list[str] = []
    while address:
        response = client.get(address)
        assert len(response.data) < SMALL
        page = BeautifulSoup(response.data, "lxml")
        seen += [link.get_text() for link in page.select(".documents a")]
        following = page.select_one(".pager a[rel~=next]")
        address = str(following["href"]) if following else None

    assert seen == [f"File {n}" for n in range(1234)]
