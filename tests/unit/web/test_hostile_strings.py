"""Strings that would be code stay text on every page and in every export, wherever they come from."""

import csv
import io
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
import rispy
from bs4 import BeautifulSoup, Tag

from indexer.resource import Document, Passage, Place, Topic
from tests.making import make_resource
from tests.parsed_pages import only

MARKUP = """<script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)>'--></title></textarea><b id=evil>&lt;i&gt;"""
ADDRESS = "javascript:alert(4)//https://example.org/"
TEMPLATE = "{{ 7*7 }}{% raw %}${7*7}"
NAME = f"{MARKUP} {TEMPLATE}"
FILE = "a<img src=x onerror=alert(5)>'\".pdf"
# As a query each is looked for, and shown again in the box, the sentences, the chips and all links.
QUERIES = (
    NAME,
    f'"{MARKUP}"',
    f"crisis -{MARKUP}",
    "title:<script>alert(1)</script> crisis",
    "\"'><img src=x onerror=alert(6)>",
    ADDRESS,
    "crisis <script>alert(1)</script>",
)
OWN = quote(f"id {MARKUP}", safe="")
KINDS_OF_PAGES = (
    f"/resources/{OWN}?q=crisis",
    f"/resources/{OWN}/text?q=crisis",
    f"/reading-list?item={OWN}",
    "/topics/evil?q=crisis",
    "/facets/topic?find=%3Cimg",
    "/nowhere/<script>alert(1)</script>",
    "/",
)
OUR_SCRIPT = re.compile(r"/static/[a-z-]+\.js\?v=[0-9a-f]{12}")
LINKS = ("href", "src", "action", "formaction", "data-address", "data-suggest")
SCHEMES = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)


@pytest.fixture(scope="module")
def library(shared_client_for: Callable[..., Any]) -> Any:
    place = Place(heading=(NAME, NAME), page=2, page_label=MARKUP[:20], anchor=f'x"{MARKUP}')
    passages = (
        Passage(text=f"Crisis {NAME} crisis.\nMore {NAME}", place=place),
        Passage(text=f"\tcode {NAME}"),
    )
    files = (
        Document(id="f1", source="guides", address=FILE, title=NAME, format="pdf", passages=passages),
        Document(id="f2", url=ADDRESS, title=NAME, format="html", passages=passages),
        Document(id="f3", source="guides", address="scan.pdf", title=NAME, format="pdf"),
    )
    hostile = make_resource(
        f"id {MARKUP}",
        title=f"Crisis {NAME}",
        url=ADDRESS,
        summary=f"Crisis {NAME}",
        types=(NAME, "Report"),
        topics=(NAME, "Vans"),
        year=2020,
        path=(NAME, NAME),
        documents=files,
        listed_at=ADDRESS,
        metadata={NAME: NAME, "publisher": [NAME], "link": ADDRESS},
    )
    others = (
        make_resource(
            f"r{number}",
            title=f"Crisis {NAME} {number}",
            topics=(f"{NAME} {number}", NAME),
            year=2000 + number,
        )
        for number in range(12)
    )
    topics = (Topic(name=NAME, slug="evil", intro=NAME, disclaimer=NAME),)
    return shared_client_for(hostile, *others, topics=topics, name=f"Hub {MARKUP}")


def harmful(html: bytes) -> Iterator[str]:
    """Yield what of a page is not ours: elements, attributes and addresses that only a string can have brought."""
    page = BeautifulSoup(html, "lxml")
    for tag in page.find_all():
        if is_foreign(tag):
            yield str(tag)
        yield from (
            f"{tag.name} {name}" for name in tag.attrs if name.startswith("on") or name in {"style", "srcdoc"}
        )
        yield from (f"{tag.name} {name}" for name in LINKS if SCHEMES.match(str(tag.get(name, ""))))
    if re.search(r"\b49\b", page.get_text()):
        yield "a template was run"


def is_foreign(tag: Tag) -> bool:
    if tag.name == "script" and tag.get("type") == "application/ld+json":
        json.loads(tag.get_text())
        return False
    if tag.name == "script":
        return bool(tag.get_text()) or not OUR_SCRIPT.fullmatch(str(tag.get("src")))
    if tag.name == "svg":
        return tag.get("viewbox") is None
    return tag.name in {"img", "iframe", "object", "embed", "style", "base", "textarea", "b", "i"}


def addresses(client: Any, most: int) -> Iterator[str]:
    """Yield pages, *most* of them, that lead on from those of each kind, one of each form of address."""
    waiting, seen = deque([*KINDS_OF_PAGES, *(f"/search?q={quote(text)}" for text in QUERIES)]), set()
    while waiting:
        address = waiting.popleft()
        parts = urlsplit(address)
        form = (parts.path, re.sub(r"=[^&]*", "", parts.query))
        if form in seen and not address.startswith("/search?q="):
            continue
        seen.add(form)
        yield address
        if len(seen) > most:
            return
        page = BeautifulSoup(client.get(address).data, "lxml")
        found = (str(link["href"]).partition("#")[0] for link in page.select("main a[href]"))
        waiting += [
            link for link in found if link.startswith(("/search?", "/resources/", "/topics/", "/facets/"))
        ][:25]


@pytest.mark.parametrize(
    ("language", "most"),
    [
        ("en", 16),
        pytest.param("en", 150, marks=pytest.mark.slow),
        pytest.param("es", 150, marks=pytest.mark.slow),
    ],
)
def test_no_page_runs_or_shows_as_markup_what_a_title_a_name_or_a_query_holds(
    library: Any, language: str, most: int
) -> None:
    kinds = set()
    for address in addresses(library, most):
        kinds.add(urlsplit(address).path.split("/")[1])
        answer = library.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert answer.mimetype == "text/html"
        assert list(harmful(answer.data)) == [], address

    assert kinds >= {"search", "resources", "topics", "facets", "reading-list"}


def test_a_title_is_shown_as_it_is(library: Any) -> None:
    page = BeautifulSoup(library.get("/search?q=crisis").data, "lxml")

    assert any(heading.get_text().startswith(f"Crisis {MARKUP}") for heading in page.select(".entry h3"))
    asked = BeautifulSoup(library.get(f"/search?q={quote(NAME)}").data, "lxml")
    assert only(asked, "#q")["value"] == NAME


def test_no_answer_of_the_api_has_markup_but_marks(library: Any) -> None:
    answer = library.get("/api/v1/search?q=crisis+alert&per_page=20").json

    for hit in answer["results"]:
        marked = [hit["title_html"], hit["snippet_html"], *(passage["html"] for passage in hit["passages"])]
        assert not re.findall(r"<(?!/?mark>)", "".join(marked))
        addresses = [hit["url"], *(each["url"] for each in (*hit["documents"], *hit["passages"]))]
        assert not [address for address in addresses if address.lower().startswith("javascript")]


def test_exports_hold_the_strings_as_text(library: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(library.get("/search.csv?q=crisis").data.decode("utf-8-sig"))))
    references = rispy.loads(library.get("/search.ris?q=crisis").text)
    feed = ET.fromstring(library.get("/search.atom?q=crisis").data)  # noqa: S314  # our own
    entries = feed.findall("{*}entry")

    assert len(rows) == len(references) == len(entries) == 13
    assert any(MARKUP in value for value in rows[0].values())
    assert MARKUP in references[0]["title"]
    assert MARKUP in (entries[0].findtext("{*}title") or "")
    links = [str(link.get("href")) for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    links += [each["urls"][0] for each in references]
    assert not [link for link in links if link.lower().startswith("javascript")]
