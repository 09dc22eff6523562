"""What can be pasted into a memo: a resource or a passage, with its page and its address."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from indexer.resource import Document, Passage, Place
from tests.parsed_pages import only


def guide(resource: Callable[..., Any], *passages: Passage, **facts: Any) -> Any:
    document = Document(
        id="file", source="guides", address="guide.pdf", title="Guide", format="pdf", passages=passages
    )
    known = {"title": "Shifts: a guide", "types": ("Report", "Tool"), "year": 2025, **facts}
    return resource("a", documents=(document,), **known)


def cited(client: Any, address: str = "/search?q=night") -> list[str]:
    page = BeautifulSoup(client.get(address).data, "lxml")
    return [text.get_text() for text in page.select(".cite .citation")]


NIGHT = Passage(text="Night shifts.", place=Place(heading=("Staff", "Nights"), page=10, page_label="6"))


@pytest.fixture
def published(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Callable[..., Any]:
    def client(*passages: Passage, base_url: str | None = "https://hub.example/x/", **facts: Any) -> Any:
        return client_for(guide(resource, *passages, **facts), name="The Hub", base_url=base_url)

    return client


def test_a_card_has_the_citations_of_the_resource_and_of_its_passages(published: Any) -> None:
    whole, passage = cited(published(NIGHT))

    assert whole.startswith("Shifts: a guide [Report, Tool]. (2025). The Hub. https://hub.example/x/files/")
    assert passage.startswith(
        "Shifts: a guide [Report, Tool]. (2025). “Nights,” p. 6. The Hub. https://hub.example/x/"
    )
    assert passage.endswith("/guide.pdf#page=10")


def test_what_is_not_known_is_not_said(published: Any) -> None:
    plain = Passage(text="Night shifts.", place=Place())
    client = published(plain, title="Who works at night?", types=(), year=None)

    whole = cited(client)[0]

    assert whole.startswith("Who works at night? (n.d.). The Hub. https://")


def test_a_page_without_a_heading_and_a_heading_without_a_page(published: Any) -> None:
    client = published(
        Passage(text="Night one.", place=Place(page=3)),
        Passage(text="Night two.", place=Place(heading=("Late",))),
    )

    said = cited(client)[1:]

    assert any("(2025). p. 3. The Hub." in each for each in said)
    assert any("(2025). “Late”. The Hub." in each for each in said)


def test_in_spanish_it_is_a_spanish_citation(published: Any) -> None:
    assert (
        "(s. f.). “Nights”, pág. 6. The Hub."
        in cited(published(NIGHT, year=None), "/search?q=night&lang=es")[1]
    )


def test_without_a_host_the_browser_completes_the_address(published: Any) -> None:
    page = BeautifulSoup(published(NIGHT, base_url=None).get("/search?q=night").data, "lxml")

    passage = page.select(".cite .citation")[1]

    assert passage.get_text().endswith("p. 6. The Hub.")
    assert str(passage["data-address"]).endswith("/guide.pdf#page=10")
    assert str(passage["data-address"]).startswith("/files/")


def test_the_page_of_a_resource_has_the_citation_of_each_passage(published: Any) -> None:
    client = published(NIGHT)

    assert len(cited(client, "/resources/a?q=night")) == 1
    page = BeautifulSoup(client.get("/resources/a").data, "lxml")
    assert only(page, "#cite + .citation").get_text().startswith("Shifts: a guide [Report, Tool]. (2025).")


def test_a_citation_is_one_line_whatever_a_title_holds(published: Any) -> None:
    whole = cited(published(NIGHT, title="Two\nlines \u202eand <b>\x07", year=None))[0]

    assert whole.startswith("Two lines and <b> [Report, Tool]. (n.d.)")
