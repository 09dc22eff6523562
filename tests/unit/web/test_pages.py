import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from indexer.resource import Document, Passage, Place, Topic
from tests.parsed_pages import first, only

STOPS = "Stops, Searches, and Arrests"


def soup(response: Any, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.data, "lxml")


def links(page: BeautifulSoup) -> dict[str, str]:
    return {" ".join(link.get_text().split()): str(link["href"]) for link in page.select("a[href]")}


def titles(page: BeautifulSoup) -> list[str]:
    return [" ".join(title.get_text().split()) for title in page.select(".entry h3")]


@pytest.fixture
def library(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Any:
    pdf = Document(
        id="d1",
        title="Guide",
        source="guides",
        address="crisis.pdf",
        format="pdf",
        bytes=3_200_000,
        pages=120,
        passages=(
            Passage(
                text="A mobile crisis team.",
                place=Place(heading=("Teams", "Staffing"), page=47, page_label="xi"),
            ),
        ),
    )
    return client_for(
        resource("guide", title="Crisis Guide", types=("Guidebook/Tool",), topics=(STOPS,), year=2020, documents=(pdf,)),
        resource("force", title="Use of Force", types=("Video",), topics=("Use of Force", STOPS), year=2019, text="Force."),
        resource("old", title="Crisis <of> 1999", types=("Report", "Video"), topics=("Use of Force",), year=1999),
        topics=(Topic(name=STOPS, slug="stops", intro="About stops.", disclaimer="No endorsement."),),
    )  # fmt: skip


def test_the_first_page_tells_what_the_library_holds(library: Any) -> None:
    page = soup(library.get("/"))

    text = " ".join(page.get_text(" ").split())
    assert "3 resources and 2 passages of text. Index updated" in text
    assert links(page)["Stops, Searches, and Arrests, 2 resources"] == "/topics/stops"
    assert only(page, "label[for=q]").get_text() == "Search the library"


def test_a_hit_shows_what_it_is_and_where_the_words_stand(library: Any) -> None:
    page = soup(library.get("/search?q=mobile+crisis"))

    entry = only(page, ".entry")
    assert " ".join(only(entry, ".meta").get_text().split()) == "Guidebook/Tool | 2020"
    assert only(entry, "h3 a")["href"] == "/files/d1/crisis.pdf"
    place = only(entry, ".place a")
    assert place["href"] == "/files/d1/crisis.pdf#page=47"
    assert place.get_text() == "page 47 (PDF), printed “xi” · Teams › Staffing"
    assert [mark.get_text() for mark in entry.select(".quote mark")] == ["mobile", "crisis"]
    assert "PDF, 3.2 MB, 120 pages" in entry.get_text()
    assert entry.select_one(".snippet") is None  # it would say the passage again


def test_a_catalogue_entry_says_so(library: Any) -> None:
    page = soup(library.get("/search?q=title:1999"))

    assert "Catalogue entry" in only(page, ".entry .note").get_text()


def test_a_scan_says_so(client_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    scan = Document(id="d1", title="Scan", source="guides", address="scan.pdf", format="pdf")
    client = client_for(resource("scan", title="A scanned order", documents=(scan,)))

    assert "a scan?" in only(soup(client.get("/search")), ".entry .note").get_text()
    assert "a scan?" in only(soup(client.get("/resources/scan")), ".documents .note").get_text()
    assert "a scan?" in only(soup(client.get("/resources/scan/text")), ".note").get_text()


def test_titles_from_outside_are_text(library: Any) -> None:
    html = library.get("/search?q=crisis").text

    assert "<of>" not in html
    assert "&lt;of&gt; 1999" in html


def test_the_state_is_in_the_form_and_filters_stay_with_a_new_text(library: Any) -> None:
    page = soup(library.get("/search?q=crisis&topic=Use+of+Force&year_from=1990&sort=newest"))

    form = only(page, "#search-form")
    assert (form["action"], form["method"]) == ("/search", "get")
    assert only(form, "[name=q]")["value"] == "crisis"
    assert only(form, "[name=sort]")["value"] == "newest"
    checked = only(page, "input[name=topic][checked]")
    assert (checked["value"], checked["form"]) == ("Use of Force", "search-form")
    assert only(page, "input[name=year_from]")["value"] == "1990"


def test_counts_are_told_to_eyes_and_ears(library: Any) -> None:
    page = soup(library.get("/search"))

    label = only(page, "fieldset label[for=topic-1]")
    assert " ".join(label.get_text().split()) == "Stops, Searches, and Arrests, 2 results"
    assert [legend.get_text() for legend in page.select("legend")] == ["Topic", "Type", "Year"]


def test_the_three_ways_back_differ(library: Any) -> None:
    page = soup(library.get("/search?q=crisis&topic=Use+of+Force&topic=X&type=Video&year=1999"))

    found = links(page)
    assert found["Reset: empty the search and all filters"] == "/search"
    assert found["Clear filters"] == "/search?q=crisis"
    assert found["Clear topic filters"] == "/search?q=crisis&type=Video&year=1999"
    assert found["Remove filter: X×"] == "/search?q=crisis&topic=Use+of+Force&type=Video&year=1999"
    assert found["Remove filter: 1999×"] == "/search?q=crisis&topic=Use+of+Force&topic=X&type=Video"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "3 resources"),
        ("q=crisis", "2 results for “crisis”"),
        ("q=crisis&type=Video", "1 result for “crisis”, 1 filter"),
        ("type=Video&year_from=2000&year_to=2019", "1 result, 3 filters"),
        ("q=zeppelin", "0 results for “zeppelin”"),
    ],
)
def test_the_count_is_a_status(library: Any, query: str, said: str) -> None:
    assert only(soup(library.get(f"/search?{query}")), "[role=status]").get_text() == said


def test_nothing_found_offers_the_search_without_filters_and_help(library: Any) -> None:
    page = soup(library.get("/search?q=mobile+crisis&topic=Use+of+Force&type=Report"))

    assert titles(page) == []
    assert links(page)["Without all filters"] == "/search?q=mobile+crisis"
    assert page.select_one("details.help[open] code") is not None


def test_long_facets_fold_and_chosen_values_do_not(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(resource("r", year=2000, topics=tuple(f"T{number:02}" for number in range(20))))

    fields = soup(client.get("/search?topic=T19")).select("fieldset")[0]

    assert first(fields, "input")["value"] == "T19"
    assert len(fields.select(":scope > ul input")) == 8
    assert len(fields.select(".more input")) == 12


def test_every_link_that_multiplies_pages_is_not_to_be_followed(library: Any) -> None:
    page = soup(library.get("/search?q=crisis&type=Video&type=Report"))

    assert only(page, "meta[name=robots]")["content"] == "noindex,follow"
    for link in page.select(".chips a, .sorts a, .group-clear a, .pager a"):
        assert "nofollow" in link["rel"]


def test_what_is_not_known_is_ignored(library: Any) -> None:
    page = soup(library.get("/search?utm_source=mail&page=x&sort=sideways&year=last&topic="))

    assert len(titles(page)) == 3
    assert only(page, "link[rel=canonical]")["href"] == "/search"


def test_a_topic_page_holds_its_topic_fast(library: Any) -> None:
    page = soup(library.get("/topics/stops?type=Video"))

    assert only(page, "h1").get_text() == STOPS
    assert "About stops." in page.get_text()
    assert only(page, "h2#results").get_text() == f"Resources related to {STOPS}"
    assert "No endorsement." in page.get_text()
    assert titles(page) == ["Use of Force"]
    found = links(page)
    assert found["full resource index"] == "/search"
    assert found["Reset: empty the search and all filters"] == "/topics/stops"
    assert found["Remove filter: Video×"] == "/topics/stops"
    assert only(page, "#search-form")["action"] == "/topics/stops"
    assert STOPS not in [box["value"] for box in page.select("input[name=topic]")]


def test_another_topic_narrows_a_topic_page(library: Any) -> None:
    page = soup(library.get("/topics/stops?topic=Use+of+Force"))

    assert titles(page) == ["Use of Force"]
    assert only(page, "[role=status]").get_text() == "1 result, 1 filter"


def test_a_search_on_a_topic_page_stays_in_the_topic(library: Any) -> None:
    assert titles(soup(library.get("/topics/stops?q=crisis"))) == ["Crisis Guide"]
    assert titles(soup(library.get("/topics/stops?q=OR+crisis"))) == ["Crisis Guide"]


def test_a_topic_whose_name_holds_quotes_has_a_page_too(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    name = 'The "Use" of Force'
    client = client_for(
        resource("a", title="A", topics=(name,)),
        resource("b", title="B", topics=("Other",)),
        resource("c", title="C", topics=(name, "Other")),
    )
    address = next(link for text, link in links(soup(client.get("/"))).items() if text.startswith("The "))

    page = soup(client.get(address))

    assert titles(page) == ["A", "C"]
    assert titles(soup(client.get(address + "?topic=Other"))) == ["C"]
    assert name not in [box["value"] for box in page.select("input[name=topic]")]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/topics/nowhere", "/resources/nowhere", "/resources/nowhere/text"]
)
def test_an_unknown_page_offers_a_way_back(library: Any, path: str) -> None:
    page = soup(library.get(path), 404)

    assert only(page, "h1").get_text() == "This page is not here"
    assert links(page)["Go to the first page"] == "/"
    assert page.select_one("#search-form") is not None


def test_no_page_has_a_script_or_a_style_within_and_its_scripts_are_modules(library: Any) -> None:
    for path in (
        "/",
        "/search?q=crisis",
        "/topics/stops",
        "/resources/guide?q=crisis",
        "/resources/guide/text",
        "/x",
    ):
        html = library.get(path).text
        assert not any(re.findall(r"<script(?! type=\"application/ld).*?>(.*?)</script>", html, re.DOTALL)), (
            path
        )
        assert re.search(r'<script type="module" src="/static/suggest.js\?v=[0-9a-f]{12}"></script>', html), (
            path
        )
        assert not re.search(r"<style|\sstyle=|\son\w+=", html), path


def test_every_id_of_a_page_stands_once(library: Any) -> None:
    for path in ("/", "/search?q=crisis", "/search?q=zeppelin", "/topics/stops", "/resources/guide?q=crisis"):
        ids = [str(tag["id"]) for tag in soup(library.get(path)).select("[id]")]
        assert len(ids) == len(set(ids)), path


def test_what_the_text_excludes_can_be_taken_off(library: Any) -> None:
    page = soup(library.get("/search?q=crisis+-video+-%22use+of+force%22&type=Report"))
    chips = page.select("[aria-label=Excluded] a")

    assert [chip.get_text() for chip in chips] == [
        "Remove exclusion: without video×",
        'Remove exclusion: without "use of force"×',
    ]
    assert chips[0]["href"] == "/search?q=crisis+-%22use+of+force%22&type=Report"
    assert not soup(library.get(chips[0]["href"])).select("[aria-label=Excluded] a")[1:]
