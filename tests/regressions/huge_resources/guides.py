"""One resource that holds what a library does, and its pages, each of which must be small."""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from indexer.resource import Document, Passage, Place, Resource

SMALL = 400_000  # bytes
MANY = 1_000
WORDS = "Of the crisis teams that a town sends out, each stands under its own heading and on its own page. "
TEXTS = {
    "plain": WORDS * 12,
    "quotes": "crisis " + "\"&<'> " * 200,
    "lines": "crisis " + "a\n" * 60,
    "ideographs": "crisis " + "警察危機介入團隊" * 80,
    "short": "crisis",
}


def passages(text: str, count: int = MANY, *, headed: bool = True) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            text=text,
            place=Place(
                heading=(f"Chapter {number // 50}", f"Section {number} on alpha{number}"), page=number + 1
            )
            if headed
            else Place(),
        )
        for number in range(count)
    )


def guide(*documents: Document, **facts: Any) -> Resource:
    return Resource(id="guide", title="The guide", documents=documents, **facts)


def file(number: int, *held: Passage, **facts: Any) -> Document:
    return Document(
        id=f"d{number}",
        title=f"File {number}",
        format="pdf",
        passages=held,
        **{"url": f"https://example.org/{number}.pdf", **facts},
    )


def soup(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert len(answer.data) < SMALL, address
    return BeautifulSoup(answer.data, "lxml")


def following(page: BeautifulSoup, selector: str) -> str | None:
    link = page.select_one(selector)
    return str(link["href"]) if isinstance(link, Tag) else None


def read_on(client: FlaskClient, address: str | None, selector: str) -> Iterator[BeautifulSoup]:
    while address is not None:
        page = soup(client, address)
        yield page
        address = following(page, selector)
