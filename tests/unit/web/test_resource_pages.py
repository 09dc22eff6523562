from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from indexer.resource import Document, Passage, Place
from searchapp.web.textpage import paragraphs
from tests.parsed_pages import only
from tests.sampling import sampled


def soup(response: Any, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.data, "lxml")


@pytest.fixture
def client(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Any:
    pdf = Document(
        id="d1",
        title="The PDF",
        url="https://example.org/g.pdf",
        format="pdf",
        passages=(
            Passage(text="Front matter.", place=Place(page=1, page_label="i")),
            Passage(text="Crisis <b>teams</b>.\nSecond.", place=Place(page=2, heading=("One", "Two"))),
            Passage(text="More.", place=Place(page=2, heading=("One", "Three"), anchor="three")),
            Passage(text="Again.", place=Place(page=3, heading=("One", "Three"), anchor="three")),
            Passage(text="Ours.", place=Place(page=3, anchor="main")),
        ),
    )
    return client_for(
        resource(
            "guide",
            title="The Guide",
            url="https://example.org/guide",
            summary="All about it.",
            types=("Report", "Training"),
            year=2020,
            listed_at="https://example.org/list",
            metadata={"publisher": "An Office", "tags": ["a", "b"], "nested": {"x": 1}},
            documents=(pdf,),
        ),
        resource("bare", title="Bare", url="javascript:alert(1)"),
    )


def test_a_resource_page_tells_what_is_known(client: Any) -> None:
    page = soup(client.get("/resources/guide"))

    text = " ".join(page.get_text(" ").split())
    assert only(page, "h1 a")["href"] == "https://example.org/guide"
    assert "All about it." in text
    assert only(page, ".documents a")["href"] == "https://example.org/g.pdf"
    assert only(page, ".citation").get_text() == (
        "The Guide [Report, Training]. (2020). Test library. https://example.org/guide"
    )
    assert "Listed at https://example.org/list" in text
    assert [tag.get_text() for tag in page.select(".metadata dt, .metadata dd")] == [
        "publisher", "An Office", "tags", "a, b",
    ]  # fmt: skip
    assert page.select_one("[name=robots]") is None


def test_matching_passages_are_listed_with_their_places(client: Any) -> None:
    page = soup(client.get("/resources/guide?q=crisis"))

    (place,) = page.select(".place a")
    assert place["href"] == "https://example.org/g.pdf#page=2"
    assert only(page, ".chapter").get_text() == "One"
    assert place.get_text() == "page 2 (PDF) · Two"
    assert only(page, ".quote").get_text() == "Crisis <b>teams</b>.\nSecond."
    assert only(page, ".quote mark").get_text() == "Crisis"
    assert only(page, "#within")["value"] == "crisis"
    assert only(page, ".body [role=status]").get_text() == "1 passage, in the order of the text"


@pytest.mark.parametrize("first", sampled(["", "0", "-1", "x", "²", "9" * 40, "2", "1&from=2"], 2))
def test_whatever_it_is_asked_to_list_from_a_page_is_shown(client: Any, first: str) -> None:
    answer = client.get(f"/resources/guide?q=crisis&from={first}")

    assert answer.status_code == 200
    assert len(soup(answer).select(".place a")) == 1


def test_a_mark_across_a_lines_end_keeps_its_paragraphs_together() -> None:
    assert paragraphs("a <mark>b\nc</mark> d\ne") == ("a <mark>b\nc</mark> d\ne",)
    assert paragraphs("a <mark>b</mark>\n\nc") == ("a <mark>b</mark>", "c")


def test_a_resource_without_a_match_says_so(client: Any) -> None:
    page = soup(client.get("/resources/guide?q=zeppelin"))

    assert only(page, ".body [role=status]").get_text() == "No passage of this resource matches."


def test_a_catalogue_entry_says_that_its_text_is_not_here(client: Any) -> None:
    page = soup(client.get("/resources/bare"))

    assert only(page, ".note").get_text() == (
        "Catalogue entry: the text of this publication is not part of this library."
    )
    assert page.select_one("a[href^=javascript]") is None
    assert "Catalogue entry" in only(soup(client.get("/resources/bare/text")), ".note").get_text()


def test_the_text_page_holds_every_passage_at_its_own_id(client: Any) -> None:
    page = soup(client.get("/resources/guide/text"))

    assert [tag["id"] for tag in page.select(".running")] == [f"passage-{number}" for number in range(1, 6)]
    assert [tag.get_text() for tag in page.select(".page-break")] == [
        "Page 1, printed “i”",
        "Page 2",
        "Page 3",
    ]
    assert [(tag.name, tag.get_text()) for tag in page.select("main h3, main h4")] == [
        ("h3", "One"), ("h4", "Two"), ("h4", "Three"),
    ]  # fmt: skip
    assert [tag.get_text() for tag in page.select("#passage-2 p")] == ["Crisis <b>teams</b>.", "Second."]


def test_an_anchor_of_the_document_is_an_id_once_and_takes_none_of_ours(client: Any) -> None:
    page = soup(client.get("/resources/guide/text"))

    assert len(page.select("#three")) == 1
    assert [tag.name for tag in page.select("#main")] == ["main"]


AWKWARD = [
    "a/b",
    "a/b/text",
    "/",
    "../x",
    "..",
    ".",
    "a?b#c",
    "100%",
    "%2F",
    "ä ö",
    "a//b",
    "text",
    "x/",
    "'\"<>&",
]


@pytest.mark.parametrize("hidden", [False, True], ids=["address as sent", "address decoded"])
def test_ids_may_hold_any_sign(
    client_for: Callable[..., Any], resource: Callable[..., Any], *, hidden: bool
) -> None:
    client = client_for(*(resource(name, title=f"Title of {name}", text="crisis words") for name in AWKWARD))
    environ = {"RAW_URI": "", "REQUEST_URI": ""} if hidden else {}
    hits = client.get("/api/v1/search?per_page=100").json["results"]
    assert {hit["id"] for hit in hits} == set(AWKWARD)

    for hit in hits:
        page = soup(client.get(hit["url"], environ_overrides=environ))
        text = soup(client.get(hit["url"] + "/text", environ_overrides=environ))
        assert only(page, "h1").get_text() == f"Title of {hit['id']}"
        # Decoded, "a/b" + "/text" and the id "a/b/text" are one address: the resource itself comes first.
        expected = "a/b/text" if hidden and hit["id"] == "a/b" else hit["id"]
        assert only(text, "h1").get_text() == f"Title of {expected}"
        assert client.get(f"/api/v1{hit['url']}", environ_overrides=environ).json["id"] == hit["id"]


def test_words_that_match_in_a_heading_alone_are_marked_there(client_for: Any, resource: Any) -> None:
    parts = (
        Passage(text="Four <roles>.", place=Place(heading=("Teams & vans", "Staffing"))),
        Passage(text="No word.", place=Place(heading=("Staffing", "Ratios"))),
        Passage(text="Staffing again.", place=Place(heading=("Staffing", "Pay"))),
    )
    client = client_for(resource("guide", title="The Guide", passages=parts))

    found, listed = soup(client.get("/search?q=staffing")), soup(client.get("/resources/guide?q=staffing"))

    assert [str(mark) for mark in found.select(".place mark")] == ["<mark>Staffing</mark>"] * 2
    assert [title.decode_contents() for title in listed.select(".chapter")] == [
        "Teams &amp; vans",
        "<mark>Staffing</mark>",
    ]
    assert [str(mark) for mark in listed.select(".place mark")] == ["<mark>Staffing</mark>"]


def test_a_program_is_shown_line_for_line(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    program = Passage(text="Type this:\n\tgit add .\n\t  git commit\nDone.")
    client = client_for(resource("r", title="Guide", passages=(program,)))

    for path in ("/search?q=commit", "/resources/r?q=commit", "/resources/r/text"):
        code = BeautifulSoup(client.get(path).text, "lxml").select_one(".quote code, .running code")
        assert code is not None
        assert code.get_text() == "git add .\n  git commit"


def test_the_text_keeps_what_was_searched_for(client: Any) -> None:
    page = soup(client.get("/resources/guide?q=crisis+team&expand=0"))

    (to_text,) = page.select(".to-text a")
    assert to_text["href"] == "/resources/guide/text?q=crisis+team&expand=0"
    text = soup(client.get(str(to_text["href"])))
    assert only(text, "#q")["value"] == "crisis team"
    assert [mark.get_text() for mark in text.select(".running mark")] == ["Crisis", "teams"]
    leads = [str(link["href"]) for link in text.select("main a")]
    assert leads[:2] == [
        "/resources/guide?q=crisis+team&expand=0",
        "/resources/guide?q=crisis+team&expand=0#matching",
    ]
    assert only(text, "[name=robots]")["content"] == "noindex,follow"
    assert str(only(text, "[rel=canonical]")["href"]).endswith("/resources/guide/text")
    plain = soup(client.get("/resources/guide/text"))
    assert not plain.select("mark")
    assert str(plain.select("main a")[0]["href"]) == "/resources/guide"
