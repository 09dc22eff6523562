"""Listing pages in a folder in; resources that join their cards and files out."""

from pathlib import Path
from typing import Any

import pytest

from indexer.sources.folder import FolderScan
from tests.unit.sources.folder.folders import Scan, catalogue, put, source

CARD = '<div class="search-filter-result-item"><p>{meta}</p><h3><a href="{href}">{title}</a></h3><ul>{topics}</ul></div>'


def page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1><p>{body}</p></main></body></html>"


def listing(*cards: dict[str, Any], head: str = "") -> str:
    items = "".join(
        CARD.format(
            meta=card.get("meta", "Report"),
            href=card["href"],
            title=card["title"],
            topics="".join(f"<li>{topic}</li>" for topic in card.get("topics", ("Use of Force",))),
        )
        for card in cards
    )
    return (
        f"<html><head>{head}</head><body><h2>Resources Related to Force</h2>"
        f'<div class="search-filter-results"><div class="search-filter-results-list">{items}</div></div></body></html>'
    )


def test_topics_keep_their_words_and_get_slugs(folder: Path) -> None:
    put(
        folder,
        "topics.jsonl",
        '{"name": "Stops, Searches, and Arrests", "intro": "About stops.", "disclaimer": "No advice."}\n'
        '{"name": "Use of Force", "slug": "force"}\n{"slug": "nameless"}\n{"name": "Use of Force"}\n',
    )
    failures: list[Any] = []

    first, second = FolderScan(source(folder)).topics(failures.append)

    assert (first.slug, first.intro, first.disclaimer) == (
        "stops-searches-and-arrests",
        "About stops.",
        "No advice.",
    )
    assert second.slug == "force"
    assert len(failures) == 2


def test_cards_join_the_files_they_lead_to(folder: Path, scanned: Scan) -> None:
    put(folder, "resource/one/index.html", page("One | Hub", "Text of one."))
    put(folder, "two.html", page("Two", "Text of two."))
    put(
        folder,
        "list.html",
        listing(
            {"href": "/resource/one/", "title": "One – It’s a Title", "meta": "Guidebook/Tool, Video | 2021"},
            {"href": "two", "title": "Two", "topics": ("Stops, Searches, and Arrests",)},
            {"href": "/resource/elsewhere/", "title": "Elsewhere", "meta": "Report | 2012"},
        ),
    )

    resources, failures = scanned(source(folder))

    assert sorted(resources) == ["resource-elsewhere", "resource-one-index-html", "two-html"]
    one = resources["resource-one-index-html"]
    assert (one.title, one.types, one.year) == ("One – It’s a Title", ("Guidebook/Tool", "Video"), 2021)
    assert one.documents[0].passages != ()
    assert resources["two-html"].topics == ("Stops, Searches, and Arrests",)
    assert resources["resource-elsewhere"].url is None
    assert failures == []


def test_one_resource_on_several_listings_has_the_topics_of_all(folder: Path, scanned: Scan) -> None:
    head = '<link rel="canonical" href="https://hub.example.org/{}/">'
    put(
        folder,
        "a.html",
        listing(
            {"href": "/resource/one/", "title": "One", "topics": ("Use of Force",)}, head=head.format("a")
        ),
    )
    put(
        folder,
        "b.html",
        listing(
            {
                "href": "https://hub.example.org/resource/one",
                "title": "One!",
                "topics": ("Training", "Use of Force"),
            },
            {"href": "https://other.example.org/resource/one", "title": "Another"},
            head=head.format("b"),
        ),
    )

    resources, _ = scanned(source(folder))

    assert sorted(resources) == ["other-example-org-resource-one", "resource-one"]
    one = resources["resource-one"]
    assert (one.title, one.topics) == ("One", ("Use of Force", "Training"))
    assert (one.url, one.listed_at) == ("https://hub.example.org/resource/one/", "https://hub.example.org/a/")


def test_a_card_finds_its_file_by_the_address_that_the_file_claims(folder: Path, scanned: Scan) -> None:
    put(
        folder,
        "saved-1.html",
        page("One", "Words.", '<link rel="canonical" href="https://hub.example.org/one/">'),
    )
    put(
        folder,
        "list.html",
        listing({"href": "https://hub.example.org/one", "title": "One", "meta": "Report | 2012"}),
    )

    resources, _ = scanned(source(folder))

    assert list(resources) == ["saved-1-html"]
    assert resources["saved-1-html"].year == 2012


def test_cards_below_the_prefix_find_their_files(folder: Path, scanned: Scan) -> None:
    put(folder, "one two.html", page("One", "Words."))
    put(
        folder,
        "list.html",
        listing({"href": "https://example.org/x/one%20two.html", "title": "One", "meta": "Report | 2012"}),
    )

    resources, _ = scanned(source(folder, "https://example.org/x/"))

    assert list(resources) == ["one-two-html"]
    assert resources["one-two-html"].year == 2012
    assert resources["one-two-html"].listed_at == "https://example.org/x/list.html"


def test_what_a_record_says_comes_before_a_card(folder: Path, scanned: Scan) -> None:
    put(folder, "one.html", page("One", "Words."))
    put(folder, "list.html", listing({"href": "one.html", "title": "Card", "meta": "Report | 2012"}))
    catalogue(folder, {"id": "cit", "title": "Record", "types": ["Video"], "files": ["one.html"]})

    resources, _ = scanned(source(folder))

    cit = resources["cit"]
    assert (cit.title, cit.types, cit.topics, cit.year) == (
        "Record",
        ("Video", "Report"),
        ("Use of Force",),
        2012,
    )


@pytest.mark.parametrize("href", ["javascript:alert(1)", "#", "mailto:a@example.org", "http://["])
def test_a_card_without_a_true_address_is_known_by_its_title(folder: Path, scanned: Scan, href: str) -> None:
    put(folder, "list.html", listing({"href": href, "title": "A Title"}, {"href": "/b", "title": "B"}))

    resources, _ = scanned(source(folder))

    assert sorted(resources) == ["a-title", "b"]
    assert resources["a-title"].url is None
