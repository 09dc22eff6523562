"""Resources of one title in a list: what is said so that they can be told apart."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup

from indexer.resource import Document
from searchapp.engine.results import Hit, HitDocument
from searchapp.web.same_titles import told_apart


def hit(key: str, title: str = "Guide", file_format: str = "", **facts: Any) -> Hit:
    address = f"{key}.{file_format}"
    documents = (
        (HitDocument(id=key, title="", url=None, name=address, format=file_format, bytes=None, pages=None, has_text=True, address=address),)
        if file_format
        else ()
    )  # fmt: skip
    return Hit(
        **{
            "id": key, "url": None, "title": title, "title_html": title, "summary": None, "types": (), "topics": (), "year": None, "score": None,
            "snippet_html": "", "documents": documents, **facts,
        }
    )  # fmt: skip


def test_titles_that_differ_need_nothing() -> None:
    assert told_apart([hit("a", "One"), hit("b", "Two")]) == {}


def test_the_format_is_said_where_it_tells() -> None:
    alike = hit("a", file_format="pdf"), hit("b", " guide", file_format="html"), hit("c", "Other")

    assert told_apart(alike) == {"a": "PDF", "b": "Web page"}
    assert told_apart(alike[1:], alike[0]) == {"b": "Web page"}


def test_years_and_types_stand_there_anyway() -> None:
    assert told_apart([hit("a", year=2019), hit("b", year=2020)]) == {}


def test_else_where_it_stands_and_else_its_file() -> None:
    chapters = (
        hit("a", file_format="html", path=("Book", "One")),
        hit("b", file_format="html", path=("Book", "Two")),
    )
    files = hit("a", file_format="pdf"), hit("b", file_format="pdf"), hit("c", file_format="html")

    assert told_apart(chapters) == {"a": "Book › One", "b": "Book › Two"}
    assert told_apart(files) == {"a": "PDF, a.pdf", "b": "PDF, b.pdf", "c": "Web page, c.html"}


def test_related_resources_are_told_apart(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    def guide(key: str, file_format: str, title: str = "Crisis guide") -> Any:
        document = Document(
            id=f"d-{key}", title="", source="guides", address=f"{key}.{file_format}", format=file_format
        )
        return resource(key, title=title, topics=("Crisis",), documents=(document,))

    client = client_for(guide("a", "pdf"), guide("b", "html"), guide("c", "html", "Another crisis guide"))

    page = BeautifulSoup(client.get("/resources/c").data, "lxml")

    assert sorted(" ".join(item.get_text(" ").split()) for item in page.select(".related li")) == [
        "Crisis guide PDF",
        "Crisis guide Web page",
    ]
