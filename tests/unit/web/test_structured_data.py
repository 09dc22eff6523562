"""What the page of a resource says to programs: schema.org, and the tags that reference managers read."""

import json
from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup

from indexer.resource import Document, Passage, Place
from tests.parsed_pages import only


def page_of(client_for: Callable[..., Any], resource: Callable[..., Any], **facts: Any) -> BeautifulSoup:
    passages = (Passage(text="Night shifts.", place=Place(page=1)),)
    document = Document(
        id="file", source="guides", address="guide.pdf", title="Guide", format="pdf", passages=passages
    )
    known = resource("a", **{"title": "Shifts", "documents": (document,), **facts})
    client = client_for(known, name="The Hub", base_url="https://hub.example")
    return BeautifulSoup(client.get("/resources/a").data, "lxml")


def data_of(page: BeautifulSoup) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(only(page, "script[type='application/ld+json']").get_text())
    return data


def tags_of(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(str(tag["name"]), str(tag["content"])) for tag in page.select("meta[name^=citation_]")]


def test_schema_org_has_the_facts_and_the_files_with_whole_addresses(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    page = page_of(
        client_for, resource, types=("Report",), topics=("Use of Force",), year=2025, summary="Short."
    )

    data = data_of(page)

    (encoding,) = data.pop("encoding")
    assert encoding["encodingFormat"] == "application/pdf"
    assert encoding["contentUrl"].startswith("https://hub.example/files/")
    assert data.pop("url") == encoding["contentUrl"]
    assert data == {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": "https://hub.example/resources/a",
        "name": "Shifts",
        "description": "Short.",
        "datePublished": "2025",
        "inLanguage": "en",
        "about": ["Use of Force"],
        "genre": ["Report"],
        "isPartOf": {"@type": "WebSite", "name": "The Hub", "url": "https://hub.example/"},
    }


def test_reference_managers_find_title_year_topics_and_file(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    tags = tags_of(page_of(client_for, resource, topics=("Stops, Searches", "Vans"), year=2025))

    assert tags[:5] == [
        ("citation_title", "Shifts"),
        ("citation_publication_date", "2025"),
        ("citation_language", "en"),
        ("citation_keywords", "Stops, Searches"),
        ("citation_keywords", "Vans"),
    ]
    assert tags[5] == ("citation_abstract_html_url", "https://hub.example/resources/a")
    assert tags[-1][0] == "citation_pdf_url"
    assert tags[-1][1].startswith("https://hub.example/files/")


def test_no_title_ends_the_script_or_begins_a_tag(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    title = "</script><script>alert(1)</script><!-- \" ' &amp; ]]>"
    page = page_of(client_for, resource, title=title, summary=title, topics=(title,))

    assert data_of(page)["name"] == data_of(page)["about"][0] == title
    assert dict(tags_of(page))["citation_title"] == title
    assert not [
        script for script in page.select("script") if "alert" in script.get_text() and not script.get("type")
    ]


def test_what_is_not_known_is_left_out(client_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    page = page_of(client_for, resource, documents=(), year=None)

    assert data_of(page)["@type"] == "CreativeWork"
    assert not {"datePublished", "about", "genre", "encoding", "description"} & data_of(page).keys()
    assert "citation_publication_date" not in dict(tags_of(page))
