import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.config import FolderSource
from indexer.errors import SourceError
from indexer.resource import Resource
from indexer.sources.document import document_id
from indexer.sources.folder import FolderScan

Scan = Callable[[FolderSource], tuple[dict[str, Resource], list[str]]]
CARD = '<div class="search-filter-result-item"><p>{meta}</p><h3><a href="{href}">{title}</a></h3><ul>{topics}</ul></div>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "corpus"
    path.mkdir()
    return path


def source(folder: Path, url_prefix: str | None = None) -> FolderSource:
    return FolderSource(name="sample", kind="folder", path=folder, url_prefix=url_prefix)


def put(folder: Path, address: str, text: str) -> Path:
    path = folder / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def catalogue(folder: Path, *records: dict[str, Any]) -> None:
    put(folder, "catalogue.jsonl", "".join(json.dumps(record) + "\n" for record in records))


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


def test_files_without_a_line_are_resources_called_by_their_path(folder: Path, scanned: Scan) -> None:
    put(folder, "guides/Crisis Team.md", "# Crisis Teams\n\nA team of two.\n")
    put(folder, "plain.txt", "Plain words.")
    put(folder, "style.css", "p {}")

    resources, failures = scanned(source(folder))

    assert sorted(resources) == ["guides-crisis-team-md", "plain-txt"]
    assert resources["guides-crisis-team-md"].title == "Crisis Teams"
    assert resources["plain-txt"].title == "plain"
    (document,) = resources["guides-crisis-team-md"].documents
    assert (document.source, document.address, document.url) == ("sample", "guides/Crisis Team.md", None)
    assert document.id == document_id("sample", "guides/Crisis Team.md")
    assert "A team of two." in document.passages[0].text
    assert failures == []


def test_with_a_prefix_documents_have_addresses(folder: Path, scanned: Scan) -> None:
    put(folder, "guides/Crisis Team.md", "Words.")

    resources, _ = scanned(source(folder, "https://example.org/files"))

    (document,) = resources["guides-crisis-team-md"].documents
    assert document.url == "https://example.org/files/guides/Crisis%20Team.md"


def test_hidden_names_are_left_out(folder: Path, scanned: Scan) -> None:
    for address in (".git/a.md", "_drafts/b.md", ".c.md", "_d.md", "e.md"):
        put(folder, address, "Words.")

    resources, failures = scanned(source(folder))

    assert list(resources) == ["e-md"]
    assert failures == []


def test_a_catalogue_ties_files_and_adds_facts(folder: Path, scanned: Scan) -> None:
    put(folder, "guides/a.md", "# Alpha\n\nText of A.")
    put(folder, "guides/b.md", "Text of B.")
    catalogue(
        folder,
        {
            "id": "cit",
            "title": "Crisis",
            "year": 2019,
            "text": "Own.",
            "files": ["guides/a.md", "guides/b.md"],
        },
        {"id": "meta", "title": "Facts only"},
        {"id": "again", "files": "guides/a.md"},
    )

    resources, failures = scanned(source(folder))

    assert sorted(resources) == ["again", "cit", "meta"]
    assert [document.title for document in resources["cit"].documents] == ["Crisis", "Alpha", "b"]
    assert resources["meta"].documents == ()
    assert resources["again"].documents[0].id == resources["cit"].documents[1].id
    assert failures == []


@pytest.mark.parametrize(
    "address", ["gone.md", "../secret.md", "/etc/passwd", "a\\b.md", "link.md", "style.css"]
)
def test_a_file_that_cannot_be_tied_is_told_and_the_record_stays(
    folder: Path, scanned: Scan, address: str
) -> None:
    put(folder.parent, "secret.md", "Secret.")
    (folder / "link.md").symlink_to(folder.parent / "secret.md")
    put(folder, "style.css", "p {}")
    catalogue(folder, {"id": "cit", "title": "Crisis", "files": [address]})

    resources, failures = scanned(source(folder))

    assert list(resources) == ["cit"]
    assert resources["cit"].documents == ()
    assert any(
        address.rsplit("/", maxsplit=1)[-1].rsplit("\\", maxsplit=1)[-1] in failure for failure in failures
    )


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_read(folder: Path, scanned: Scan) -> None:
    put(folder.parent, "secret/secret.md", "Secret.")
    put(folder, "a.md", "Words.")
    (folder / "inside.md").symlink_to(folder / "a.md")
    (folder / "outside.md").symlink_to(folder.parent / "secret/secret.md")
    (folder / "out").symlink_to(folder.parent / "secret")
    (folder / "nowhere.md").symlink_to(folder / "gone.md")
    (folder / "around").symlink_to(folder)

    resources, failures = scanned(source(folder))

    assert sorted(resources) == ["a-md", "inside-md"]
    assert sorted(failure.partition(":")[0] for failure in failures) == [
        "sample/nowhere.md",
        "sample/out",
        "sample/outside.md",
    ]


def test_a_pipe_in_the_folder_does_not_stop_the_scan(folder: Path, scanned: Scan) -> None:
    os.mkfifo(folder / "pipe.txt")
    put(folder, "a.md", "Words.")

    resources, _ = scanned(source(folder))

    assert list(resources) == ["a-md"]


def test_two_files_with_one_slug_are_told_by_both_names(folder: Path, scanned: Scan) -> None:
    put(folder, "a b.md", "One.")
    put(folder, "a-b.md", "Two.")

    resources, failures = scanned(source(folder))

    assert list(resources) == ["a-b-md"]
    assert "sample/a b.md" in failures[0]
    assert "sample/a-b.md" in failures[0]


def test_a_name_that_is_not_utf8_is_told(folder: Path, scanned: Scan) -> None:
    Path(os.fsdecode(bytes(folder) + b"/\xff.md")).write_text("Words.")
    put(folder, "a.md", "Words.")

    resources, failures = scanned(source(folder))

    assert list(resources) == ["a-md"]
    assert "not UTF-8" in failures[0]


def test_a_faulty_record_does_not_let_its_file_loose(folder: Path, scanned: Scan) -> None:
    put(folder, "a.md", "Words.")
    catalogue(folder, {"id": "cit", "year": "soon", "files": ["a.md"]})

    resources, failures = scanned(source(folder))

    assert resources == {}
    assert "catalogue.jsonl line 1" in failures[0]


def test_a_csv_catalogue_is_read_too(folder: Path, scanned: Scan) -> None:
    put(folder, "a.md", "Words.")
    put(folder, "catalogue.csv", 'id,topics,files\ncit,"Stops, Searches, and Arrests|Use of Force",a.md\n')

    resources, _ = scanned(source(folder))

    assert resources["cit"].topics == ("Stops, Searches, and Arrests", "Use of Force")
    assert len(resources["cit"].documents) == 1


def test_a_folder_that_is_not_there_is_no_empty_folder(tmp_path: Path, scanned: Scan) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        scanned(source(tmp_path / "gone"))


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
