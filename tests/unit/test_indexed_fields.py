"""A resource is laid out so that passages are ranges and no phrase crosses what divides them; and it comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facets import STANDARD_TABLE
from indexer.indexed_fields import TEXT_FIELDS, indexed_resource, keyword_fields
from indexer.resource import RECORD_FORMAT, Document, Passage, Place
from indexer.stored_fields import decode_document, decode_fields, decode_metadata, decode_passage
from tests.making import make_passage, make_resource
from tests.unit.properties import steadily

# Signs that end the place of a passage, stand in JSON for others, or cannot be written in UTF-8.
texts = st.text(alphabet=st.sampled_from('aé \n\x00"\\\ud800🚓'), max_size=8)
places = st.builds(
    Place,
    heading=st.lists(texts, max_size=2).map(tuple),
    page=st.none() | st.integers(1, 9),
    page_label=st.none() | texts,
    anchor=st.none() | texts,
    seconds=st.none() | st.floats(0, 1e6),
)
documents = st.builds(
    Document,
    id=texts,
    title=texts,
    url=st.none() | texts,
    address=texts,
    format=st.sampled_from(["pdf", RECORD_FORMAT]),
    pages=st.none() | st.integers(0, 9),
    passages=st.lists(st.builds(Passage, text=texts, place=places), max_size=4).map(tuple),
)


def lines_of(*passages):
    """Return the heading lines of a resource, and the path of each passage."""
    found = indexed_resource(make_resource(passages=passages))
    return [piece.text for piece in found.fields["headings"]], [passage.path for passage in found.passages]


def joints_of(resource):
    return [piece.joined for piece in indexed_resource(resource).fields["text"]]


@steadily(20)
@given(st.lists(documents, max_size=3), st.none() | texts, st.none() | texts, st.lists(texts, max_size=3))
def test_what_is_stored_comes_back(documents, title, summary, topics):
    resource = make_resource(
        "a/b", title=title, summary=summary, topics=tuple(topics), documents=documents, url="https://example.org/", types=("Video",),
        year=2020, metadata={"isbn": ["1", {"x": None}]}, listed_at="https://example.org/list", source="sample",
    )  # fmt: skip

    found = indexed_resource(resource)
    card = decode_fields(found.stored_fields)

    assert (card.id, card.title, card.types, card.topics, card.year) == (
        "a/b", resource.shown_title, ("Video",), tuple(topics), 2020,
    )  # fmt: skip
    assert (card.url, card.summary, card.listed_at, card.source) == (
        resource.url, summary, resource.listed_at, "sample",
    )  # fmt: skip
    assert decode_metadata(found.metadata) == resource.metadata
    kept = ("id", "title", "url", "source", "address", "format", "bytes", "pages")
    assert [[getattr(decode_document(one.stored), name) for name in kept] for one in found.documents] == [
        [getattr(one, name) for name in kept] for one in documents
    ]
    assert [
        (one.document, one.place, one.text) for one in (decode_passage(passage.stored_text) for passage in found.passages)
    ] == [
        (number, passage.place, passage.text) for number, document in enumerate(documents) for passage in document.passages
    ]  # fmt: skip


@steadily(20)
@given(st.lists(documents, max_size=3))
def test_the_lines_above_a_passage_are_its_headings(documents):
    found = indexed_resource(make_resource(documents=documents))

    lines = [piece.text for piece in found.fields["headings"]]
    texts = [passage for document in documents for passage in document.passages]
    assert len(found.passages) == len(found.fields["text"]) == len(texts)
    for kept, piece, passage in zip(found.passages, found.fields["text"], texts, strict=True):
        assert tuple(lines[line] for line in kept.path) == passage.place.heading
        assert piece.text == passage.text


@pytest.mark.parametrize(
    ("headings", "lines", "paths"),
    [
        ([("One",), ("One",), ("Two",)], ["One", "Two"], [(0,), (0,), (1,)]),
        ([("A", "One"), ("A", "Two")], ["A", "One", "Two"], [(0, 1), (0, 2)]),
        ([("A", "One"), ("B", "One")], ["A", "One", "B", "One"], [(0, 1), (2, 3)]),
        ([("A",), ("A", "One"), ("A",)], ["A", "One"], [(0,), (0, 1), (0,)]),
        ([("One",), (), ("One",)], ["One", "One"], [(0,), (), (1,)]),
        ([(), ()], [], [(), ()]),
    ],
)
def test_a_heading_is_a_line_once_each_time_it_begins(headings, lines, paths):
    assert lines_of(*(make_passage("x", *heading) for heading in headings)) == (lines, paths)


def test_a_heading_begins_anew_in_each_document():
    one, two = (
        Document(id=key, title="", passages=(make_passage("x", "Same"), make_passage("y", "Same")))
        for key in "ab"
    )

    found = indexed_resource(make_resource(documents=(one, two)))

    assert [passage.path for passage in found.passages] == [(0,), (0,), (1,), (1,)]
    assert [piece.joined for piece in found.fields["text"]] == [False, True, False, True]


def test_a_sentence_runs_on_over_a_page_and_not_over_a_heading():
    passages = (
        make_passage("a", "One", page=1),
        make_passage("b", "One", page=2),
        make_passage("c", "Two", page=2),
    )

    assert joints_of(make_resource(passages=passages)) == [False, True, False]


def test_every_field_and_every_dictionary_has_its_part():
    found = indexed_resource(make_resource())

    assert set(found.fields) == set(TEXT_FIELDS)
    assert set(found.names) == set(keyword_fields(STANDARD_TABLE.names))


def test_an_own_text_is_no_file():
    own, file = (
        Document(id=one, title="", format=kind) for one, kind in (("own", RECORD_FORMAT), ("file", "pdf"))
    )

    assert indexed_resource(make_resource(documents=(own, file))).names["document"] == ("file",)


def test_only_what_is_no_file_is_its_own_text():
    formats = (RECORD_FORMAT, "pdf", RECORD_FORMAT)
    documents = tuple(Document(id=f"d{number}", title="", format=one) for number, one in enumerate(formats))

    found = indexed_resource(make_resource(documents=documents))

    assert decode_fields(found.stored_fields).record_documents == (0, 2)
    assert not decode_fields(found.stored_fields).has_text
    assert [one.passages for one in found.documents] == [0, 0, 0]


def test_a_resource_without_metadata_keeps_none():
    assert indexed_resource(make_resource()).metadata == b""
    assert decode_metadata(b"") == {}


def test_a_name_that_comes_twice_is_kept_once():
    assert indexed_resource(make_resource(topics=("B", "A", "B"))).names["topic"] == ("B", "A")


def test_a_title_that_is_only_shown_is_not_indexed_as_a_title():
    found = indexed_resource(make_resource("a", text="“Some” words"))

    assert [piece.text for piece in found.fields["title"]] == [""]
    assert decode_fields(found.stored_fields).title == "“Some” words"
    assert found.names["order"] == ("some” words",)
