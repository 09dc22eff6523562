"""An export has what the page of the same search has, in its order, and says so to caches, robots and browsers."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from protego import Protego

from indexer.config import Config
from indexer.errors import NoBuildError
from indexer.resource import Topic
from searchapp.app import create_app
from tests.making import make_resource
from tests.sampling import sampled
from tests.unit.web.exports.readers import feed_of, references_of, relations, rows_of

EXPORTS = ("/search.csv", "/search.ris", "/search.atom")
MANY = 1_050
TOPICS = (Topic(name="Use of Force", slug="use-of-force"),)


@pytest.fixture(scope="module")
def library(shared_client_for: Callable[..., Any]) -> Any:
    every = (
        make_resource(
            f"r{n:04}",
            title=f"Resource {n * 7 % MANY}",
            text="A crisis team. " + "Crisis. " * (n % 5),
            year=1990 + n % 30,
            topics=("Use of Force",) if n % 50 == 0 else ("Teams",),
            types=("Report",) if n % 3 else ("Video",),
        )
        for n in range(MANY)
    )
    return shared_client_for(
        *every, make_resource("other", text="Nothing of it: force."), topics=TOPICS, per_page=50
    )


def ids_of_pages(library: Any, query: str, pages: int) -> list[str]:
    """The ids of the first pages of results, from the links to the pages of resources."""
    found: list[str] = []
    for page in range(1, pages + 1):
        text = library.get(f"/search?page={page}&{query}").get_data(as_text=True)
        found += dict.fromkeys(re.findall(r'href="/resources/([^"?#/]+)', text))
    return found


@pytest.mark.parametrize(
    "query",
    sampled(
        [
            "q=crisis+team",
            "q=crisis&topic=Use+of+Force",
            "q=crisis&type=Video&year_from=2000&year_to=2004&sort=oldest",
            "topic=Use+of+Force&sort=title",
            "q=crissis&topic=Use+of+Force",
            "q=crissis&exact=1",
            "q=crisis&year=1990&expand=0&sort=newest&utm_source=mail&page=x&per_page=3",
            "",
        ],
        2,
    ),
)
def test_an_export_has_the_results_of_the_page_in_its_order(library: Any, query: str) -> None:
    expected = ids_of_pages(library, query, 2)

    rows = rows_of(library.get(f"/search.csv?{query}"))
    references = references_of(library.get(f"/search.ris?{query}"))
    entries = feed_of(library.get(f"/search.atom?{query}")).entries

    assert [row["id"] for row in rows][:100] == expected
    assert [reference["id"] for reference in references] == [row["id"] for row in rows]
    assert [entry.id.rpartition(":")[2] for entry in entries] == expected


def test_no_export_has_more_than_a_thousand_results(library: Any) -> None:
    query = "q=crisis+team"
    ids = [row["id"] for row in rows_of(library.get(f"/search.csv?{query}"))]

    feed: list[str] = []
    address = f"/search.atom?{query}"
    pages = 0
    while address:
        found = feed_of(library.get(address))
        feed += [entry.id.rpartition(":")[2] for entry in found.entries]
        address, pages = relations(found).get("next", ""), pages + 1

    assert len(ids) == len(references_of(library.get(f"/search.ris?{query}"))) == 1_000
    assert (pages, feed) == (10, ids)
    assert ids_of_pages(library, query, 20) == ids


def test_a_table_and_references_begin_with_the_first_result_on_whatever_page_they_are_asked_for(
    library: Any,
) -> None:
    for path in EXPORTS[:2]:
        assert library.get(f"{path}?q=crisis&page=3").data == library.get(f"{path}?q=crisis").data


def test_the_exports_of_a_topic_are_those_of_its_page(library: Any) -> None:
    page = library.get("/topics/use-of-force?q=crisis+force").get_data(as_text=True)
    links = [html.unescape(each) for each in re.findall(r'href="(/search\.[^"]+)"', page)]

    assert len(links) == 4  # the feed in the head, and three below the results
    for address in links:
        assert "within=use-of-force" in address
    shown = list(dict.fromkeys(re.findall(r'href="/resources/([^"?#/]+)', page)))
    assert [row["id"] for row in rows_of(library.get(links[1]))] == shown
    found = feed_of(library.get(links[3]))
    assert relations(found)["alternate"] == "/topics/use-of-force?q=crisis+force"
    assert "Use of Force" in found.feed.title


def test_the_page_leads_to_the_exports_of_its_search(library: Any) -> None:
    page = library.get("/search?q=crisis&topic=Teams&sort=title&page=2&lang=es").get_data(as_text=True)
    asked = "?q=crisis&amp;topic=Teams&amp;sort=title&amp;lang=es"

    assert f'<link rel="alternate" type="application/atom+xml" href="/search.atom{asked}"' in page
    for path in EXPORTS:
        assert f'<a href="{path}{asked}" rel="nofollow">' in page
    assert "Guardar los primeros 1,000 resultados:" in page
    few = library.get("/search?q=crisis&topic=Use+of+Force").get_data(as_text=True)
    assert "Save these results:" in few
    assert "/search.csv" not in library.get("/search?q=zzzzzz").get_data(as_text=True)


def test_where_the_address_would_be_too_long_a_button_of_the_form_asks(library: Any) -> None:
    words = "+".join(f"crisis{number}" for number in range(600))
    page = library.get(f"/topics/use-of-force?q=crisis+{words}").get_data(as_text=True)

    assert 'rel="alternate" type="application/atom+xml"' not in page
    for path in EXPORTS:
        assert f'formaction="{path}" name="within" value="use-of-force"' in page


@pytest.mark.parametrize("path", EXPORTS)
def test_whoever_has_it_is_told_so(library: Any, path: str) -> None:
    first = library.get(f"{path}?q=crisis")
    tag = first.headers["ETag"]

    again = library.get(f"{path}?q=crisis&utm=1", headers={"If-None-Match": tag})

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    head = library.head(f"{path}?q=crisis")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(first.data))
    others = ["q=crises", "q=crisis&topic=Teams", "q=crisis&lang=es", "q=crisis&within=use-of-force"]
    tags = [library.get(f"{path}?{other}").headers["ETag"] for other in others]
    every = [*tags, *(library.get(f"{each}?q=crisis").headers["ETag"] for each in EXPORTS)]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=use+of+force", "use-of-force"),
        ("q=..%2F..%2Fetc%22%0d%0aX:+y", "etc-x-y"),
        ("q=%E8%AD%A6%E5%AF%9F", "search"),
        ("", "search"),
    ],
)
def test_a_file_is_called_after_what_was_searched_for(library: Any, query: str, name: str) -> None:
    kinds = [library.get(f"{path}?{query}").headers["Content-Disposition"] for path in EXPORTS]

    assert kinds == [
        f'attachment; filename="{name}.csv"', f'attachment; filename="{name}.ris"', f'inline; filename="{name}.atom"',
    ]  # fmt: skip


@pytest.mark.parametrize("path", EXPORTS)
def test_an_export_is_not_crawled_nor_taken_for_anything_else(library: Any, path: str) -> None:
    headers = library.get(f"{path}?q=crisis").headers
    rules = Protego.parse(library.get("/robots.txt").get_data(as_text=True))

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert not rules.can_fetch(f"https://example.org{path}?q=crisis", "bot")


@pytest.mark.parametrize("path", EXPORTS)
def test_it_can_only_be_read(library: Any, path: str) -> None:
    assert library.post(path).status_code == 405


class NoBuild:
    """An engine while no build is live."""

    def pinned(self) -> Any:
        raise NoBuildError("no build is live", where="/secret", fix="run: fieldguide index")


@pytest.mark.parametrize("path", EXPORTS)
def test_without_a_build_it_is_a_page_that_says_so(config_for: Callable[..., Config], path: str) -> None:
    engine: Any = NoBuild()

    answer = create_app(config_for(), engine).test_client().get(f"{path}?q=crisis")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.content_type.startswith("text/html")
    assert "/secret" not in answer.get_data(as_text=True)
