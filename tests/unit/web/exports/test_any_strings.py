"""Whatever the texts of a resource hold, each format stays one that its readers understand, and says the same."""

import csv
import io

import rispy
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from indexer.control_characters import clean_line, has_control
from searchapp.engine.listing import ListedResource
from searchapp.web.addresses import Addresses
from searchapp.web.exports.atom import Feed, feed
from searchapp.web.exports.reference import reference
from searchapp.web.exports.ris import ris
from searchapp.web.exports.table import table

# Halves of surrogate pairs are among them, as a build of older software may hold some.
PIECES = st.sampled_from(
    ["=", "+", "-", "@", ";", ",", '"', "'", "\t", "\r", "\n", "\x00", "\x0b", "\ufffe", "\ud800", "\u202e", "\u2028", "\x85", "]]>", "<a>", "&", "&lt;", "ER  - ", "TY  - BOOK\r\n", "＝"]
)  # fmt: skip
TEXT = st.lists(PIECES | st.characters(exclude_categories=()), max_size=12).map("".join)
RESOURCES = st.builds(
    ListedResource,
    id=TEXT.filter(bool),
    url=st.none() | TEXT | TEXT.map("https://example.gov/{}".format),
    title=TEXT,
    summary=st.none() | TEXT,
    types=st.lists(TEXT, max_size=3).map(tuple),
    topics=st.lists(TEXT, max_size=3).map(tuple),
    year=st.none() | st.integers(1, 9999),
    language=st.just("en"),
    facets=st.dictionaries(st.just("audience"), st.lists(TEXT, max_size=2).map(tuple)),
    documents=st.just(()),
)
ATOM = "{http://www.w3.org/2005/Atom}"


def about(root: str) -> Feed:
    return Feed(
        root=root, id=f"{root}/search.atom", title="All", author="Library", language="en", updated="2026-01-01T00:00:00+00:00",
        total=1, start=1, per_page=100, pages={"self": f"{root}/search.atom"},
    )  # fmt: skip


@given(st.lists(RESOURCES, max_size=3))
def test_every_format_can_be_read_and_says_the_same(resources):
    references = [reference(each, Addresses()) for each in resources]

    heads, *rows = csv.reader(
        io.StringIO(table(references, ("audience",)).decode("utf-8-sig"), newline=""), strict=True
    )
    entries = etree.fromstring(feed(about(""), references)).findall(f"{ATOM}entry")
    cited = rispy.loads(ris(references, "Library").decode())

    assert len(rows) == len(entries) == len(cited) == len(resources)
    for resource, each, row, entry, cite in zip(resources, references, rows, entries, cited, strict=True):
        cells = dict(zip(heads, row, strict=True))
        title = clean_line(resource.title)
        assert cells["title"].lstrip("'").replace(";'", ";") == title.lstrip("'").replace(";'", ";")
        assert (entry.findtext(f"{ATOM}title") or "") == title
        assert cite.get("title", "").strip() == title.strip()
        assert not any(has_control(cell) for cell in row)
        assert not any(cell.lstrip()[:1] in {*"=+-@＝＋－＠"} - {""} for cell in row)
        (address,) = (
            link.get("href") for link in entry.iter(f"{ATOM}link") if link.get("rel") == "alternate"
        )
        assert address.isascii()
        assert address.startswith(("/", "http"))
        assert cite["urls"] == [each.address.replace(";", "%3B")]


@given(st.lists(RESOURCES, min_size=1, max_size=3, unique_by=lambda each: each.id))
def test_every_resource_has_an_id_of_its_own(resources):
    references = [reference(each, Addresses()) for each in resources]

    for root in ("", "https://example.gov/guide"):
        entries = etree.fromstring(feed(about(root), references)).findall(f"{ATOM}entry")
        ids = {entry.findtext(f"{ATOM}id") for entry in entries}
        assert all(found.isascii() and found.startswith(("urn:", "https://")) for found in ids)
        written = {each.id.encode("utf-8", "replace") for each in resources}
        assert len(ids) == len(written)
