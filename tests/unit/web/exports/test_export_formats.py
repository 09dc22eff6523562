"""Each format holds the facts of a resource, whatever these are, and well-kept readers of it understand them."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from indexer.resource import Document
from searchapp.web.exports.reference import Reference
from searchapp.web.exports.table import harmless, table
from tests.making import make_passage, make_resource
from tests.unit.web.exports.readers import feed_of, references_of, relations, rows_of

ATOM = "{http://www.w3.org/2005/Atom}"
FILE = Document(
    id="d1", title="Guide", source="guides", address="a b.pdf", format="pdf", passages=(make_passage("Crisis."),)
)  # fmt: skip
PLAIN = make_resource(
    "plain", title="Crisis & “teams”, a guide", url="https://example.gov/a?b=1&c=ü", summary="What, and why.",
    year=2021, types=("Report",), topics=("Crisis", "Teams"), text="Crisis.", language="es",
)  # fmt: skip
HOSTILE = make_resource(
    'a/b "ü"..',
    title='=HYPERLINK("http://x","y")\r\nER  - \nTY  - BOOK',
    summary="\t@SUM(1) ]]> <script>alert(1)</script> & \x00\x0b\ufffe\ud800\u202e end " + "long " * 2_000,
    types=("-2+3",),
    topics=("+1;=cmd|' /C calc'!A0", "Stops & <Searches>"),
    url="javascript:alert(1)",
    text="Hostile.",
)
NAMED = make_resource("named", documents=(FILE,))


@pytest.fixture(scope="module")
def library(shared_client_for: Callable[..., Any]) -> Any:
    return shared_client_for(PLAIN, HOSTILE, NAMED, name="Guides & <Handbooks>")


@pytest.fixture
def public(client_for: Callable[..., Any]) -> Any:
    return client_for(PLAIN, HOSTILE, NAMED, base_url="https://search.example.gov/guide")


def test_a_row_has_the_facts_of_a_resource(library: Any) -> None:
    (row,) = rows_of(library.get("/search.csv?type=Report"))

    assert row == {
        "title": "Crisis & “teams”, a guide", "url": "https://example.gov/a?b=1&c=%C3%BC", "types": "Report",
        "topics": "Crisis; Teams", "year": "2021", "language": "es", "summary": "What, and why.", "id": "plain",
        "page": "/resources/plain",
    }  # fmt: skip


def test_an_empty_table_still_has_its_columns(library: Any) -> None:
    answer = library.get("/search.csv?q=zzzz")

    assert answer.get_data(as_text=True) == "\ufefftitle,url,types,topics,year,language,summary,id,page\r\n"
    assert rows_of(answer) == []


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\tplain", "plain"),
        (" =1", "'=1"),
        ("\u202e=1", "'=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a; =1", "a;' =1"),
        ("a\n=1", "a =1"),
        ("1-2 = 3", "1-2 = 3"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    assert harmless(cell) == shown


def test_a_hostile_resource_is_a_row_like_others(library: Any) -> None:
    (row,) = rows_of(library.get("/search.csv?q=hostile"))

    assert row["title"] == '\'=HYPERLINK("http://x","y") ER  - TY  - BOOK'
    assert row["summary"].startswith("'@SUM(1) ]]> <script>alert(1)</script> &")
    assert len(row["summary"]) <= 2_002
    assert (row["types"], row["topics"]) == ("'-2+3", "'+1;'=cmd|' /C calc'!A0; Stops & <Searches>")
    assert row["url"] == "/resources/a%2Fb%20%22%C3%BC%22.."


def test_every_other_facet_of_the_library_is_a_column() -> None:
    one = Reference(
        id="a", title="A", address="/a", page="/a", summary="", types=(), topics=(), year=None, language="en",
        facets={"audience": ("Patrol", "=Command"), "language": ("Welsh",)}, format="",
    )  # fmt: skip

    heads, cells = csv.reader(
        io.StringIO(table([one], ("audience", "language", "source")).decode("utf-8-sig"))
    )

    values = dict(zip(heads, cells, strict=True))
    assert len(values) == 12
    assert (values["audience"], values["facet-language"], values["language"]) == (
        "Patrol;' =Command",
        "Welsh",
        "en",
    )
    assert values["source"] == ""


def test_a_reference_has_the_facts_of_a_resource(library: Any) -> None:
    (found,) = references_of(library.get("/search.ris?type=Report"))

    assert found["type_of_reference"] == "RPRT"
    assert (found["id"], found["title"], found["year"]) == ("plain", "Crisis & “teams”, a guide", "2021")
    assert (found["abstract"], found["keywords"]) == ("What, and why.", ["Crisis", "Teams"])
    assert (found["language"], found["name_of_database"]) == ("es", "Guides & <Handbooks>")
    assert found["urls"] == ["https://example.gov/a?b=1&c=%C3%BC"]


def test_no_value_begins_another_reference(library: Any) -> None:
    answer = library.get("/search.ris?q=hostile")
    (found,) = references_of(answer)

    assert found["title"] == '=HYPERLINK("http://x","y") ER  - TY  - BOOK'
    assert re.findall(r"^(TY|ER)  - ", answer.data.decode(), re.MULTILINE) == ["TY", "ER"]
    assert found["type_of_reference"] == "GEN"
    assert references_of(library.get("/search.ris?q=zzzz")) == []


def test_what_a_resource_is_is_told_by_its_type_else_by_its_format(library: Any) -> None:
    kinds = {each["id"]: each["type_of_reference"] for each in references_of(library.get("/search.ris"))}

    assert kinds == {"plain": "RPRT", HOSTILE.id: "GEN", "named": "RPRT"}


def test_a_feed_without_the_address_of_its_site_is_relative_to_where_it_was_fetched(library: Any) -> None:
    answer = library.get("/search.atom?q=crisis&lang=es")
    found = feed_of(answer)
    root = etree.fromstring(answer.data)

    assert root.get("{http://www.w3.org/XML/1998/namespace}base") == "/"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    assert found.feed.id.startswith("urn:fieldguide:feed:")
    assert found.feed.title == "Guides & <Handbooks>: 2 resultados para “crisis”"
    assert relations(found) == {
        "self": "/search.atom?q=crisis&lang=es", "alternate": "/search?q=crisis&lang=es",
        "first": "/search.atom?q=crisis&lang=es", "last": "/search.atom?q=crisis&lang=es",
    }  # fmt: skip
    assert {entry.id for entry in found.entries} == {
        "urn:fieldguide:resource:plain",
        "urn:fieldguide:resource:named",
    }


def test_a_feed_has_absolute_addresses_once_its_site_has_one(public: Any) -> None:
    answer = public.get("/search.atom?q=crisis")
    found = feed_of(answer)
    root = "https://search.example.gov/guide"

    assert b"xml:base" not in answer.data
    assert found.feed.id == relations(found)["self"] == f"{root}/search.atom?q=crisis"
    entries = {entry.id: entry for entry in found.entries}
    assert set(entries) == {f"{root}/resources/plain", f"{root}/resources/named"}
    plain = entries[f"{root}/resources/plain"]
    assert plain.link == "https://example.gov/a?b=1&c=%C3%BC"
    assert {link.rel: link.href for link in plain.links}["related"] == f"{root}/resources/plain"
    assert (plain.title, plain.summary, plain.title_detail.language) == (
        "Crisis & “teams”, a guide", "What, and why.", "es",
    )  # fmt: skip
    assert [tag.term for tag in plain.tags] == ["Crisis", "Teams", "Report"]
    assert entries[f"{root}/resources/named"].link == f"{root}/files/d1/a%20b.pdf"
    # The same in whatever language and search it is found.
    again = feed_of(public.get("/search.atom?topic=Teams&lang=es"))
    assert [entry.id for entry in again.entries] == [plain.id]
    assert feed_of(public.get("/search.atom?topic=Teams")).feed.id != again.feed.id


def test_a_feed_says_when_it_was_updated_and_how_much_there_is(library: Any) -> None:
    built = library.get("/api/v1/status").json["build"]["built_at"]
    answer = library.get("/search.atom")
    found, root = feed_of(answer), etree.fromstring(answer.data)

    assert {found.feed.updated, *(entry.updated for entry in found.entries)} == {built}
    assert found.feed.author == "Guides & <Handbooks>"
    counts = {etree.QName(each).localname: each.text for each in root if "opensearch" in each.tag}
    assert counts == {"totalResults": "3", "startIndex": "1", "itemsPerPage": "100"}


def test_past_its_end_a_feed_is_empty(library: Any) -> None:
    for page in (2, 11, 10**9):
        found = feed_of(library.get(f"/search.atom?page={page}"))

        assert found.entries == []
        assert relations(found).keys() == {"self", "alternate", "first", "last"}


def test_nothing_in_a_feed_is_more_than_text(library: Any) -> None:
    answer = library.get("/search.atom?q=hostile%00%0b%EF%BF%BE%ED%A0%80]]>%26lt;")
    (entry,) = feed_of(answer).entries

    assert (
        etree.fromstring(answer.data)
        .find(f"{ATOM}entry/{ATOM}summary")
        .text.startswith("@SUM(1) ]]> <script>")
    )
    assert entry.link == "/resources/a%2Fb%20%22%C3%BC%22.."
    assert entry.id == "urn:fieldguide:resource:a%2Fb%20%22%C3%BC%22.."
