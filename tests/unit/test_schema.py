"""A resource is laid out in the index so that passages are ranges and no phrase crosses what divides them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import ANALYSIS_VERSION, analyse
from indexer.resource import RECORD_FORMAT, Document, Passage, Place
from indexer.schema import (
    GAP,
    SCHEMA_VERSION,
    SEARCHED,
    build_schema,
    facts_from,
    stored_from,
    whoosh_document,
)
from searchapp.engine.request import MAX_WORDS
from tests.making import make_passage, make_resource
from tests.unit.properties import steadily

prose = st.lists(
    st.sampled_from(["crisis", "team", "de-escalation", "U.S.C.", ".", "\n", "🚓"]), max_size=6
).map(" ".join)
passages = st.lists(
    st.tuples(prose, st.lists(st.sampled_from(["One", "Two"]), max_size=2)).map(
        lambda row: make_passage(row[0], *row[1])
    ),
    max_size=5,
)
documents = st.lists(passages, max_size=3).map(
    lambda found: tuple(
        Document(id=f"d{number}", title="", format="pdf", passages=tuple(each))
        for number, each in enumerate(found)
    )
)


def headings_of(*passages):
    return list(whoosh_document(make_resource(passages=passages))["headings"].terms)


def test_the_schema_holds_every_field_that_a_document_has():
    fields = whoosh_document(make_resource(text="x"))

    assert set(fields) == set(build_schema().names())


def test_the_version_changes_with_that_of_the_analysis():
    assert SCHEMA_VERSION % 1000 == ANALYSIS_VERSION


def test_no_phrase_is_as_wide_as_a_gap():
    assert GAP > MAX_WORDS


@steadily(200)
@given(documents)
def test_passages_are_ranges_of_the_text(documents):
    fields = whoosh_document(make_resource(documents=documents))
    stream, facts = fields["text"], facts_from(fields["facts"])
    term_at = dict(zip(stream.positions, stream.terms, strict=True))

    texts = [passage.text for document in documents for passage in document.passages]
    assert len(facts.passages) == len(texts)
    for (begin, terms), text in zip(facts.passages, texts, strict=True):
        assert tuple(term_at[begin + step] for step in range(terms)) == analyse(text).terms
    assert (
        sum(terms for _, terms in facts.passages)
        == len(stream.terms)
        == facts.lengths[SEARCHED.index("text")]
    )


@steadily(200)
@given(documents)
def test_positions_run_on_inside_a_section_and_leap_between_sections(documents):
    fields = whoosh_document(make_resource(documents=documents))
    sections = [
        (document.id, passage.place.heading) for document in documents for passage in document.passages
    ]
    ranges = facts_from(fields["facts"]).passages

    assert list(fields["text"].positions) == sorted(set(fields["text"].positions))
    following, laid_out, before = 0, 0, None
    for section, (begin, terms) in zip(sections, ranges, strict=True):
        # Before the first term there is nothing to part it from.
        assert begin - following == (GAP if laid_out and section != before else 0)
        following, laid_out, before = begin + terms, laid_out + terms, section


@steadily(200)
@given(documents, st.none() | prose, st.none() | prose, st.lists(prose, max_size=3))
def test_what_is_stored_comes_back(documents, title, summary, topics):
    resource = make_resource(
        "a/b", title=title, summary=summary, topics=tuple(topics), documents=documents, url="https://example.org/", types=("Video",),
        year=2020, metadata={"isbn": ["1", {"x": None}]}, listed_at="https://example.org/list", source="sample",
    )  # fmt: skip
    fields = whoosh_document(resource)
    facts, stored = facts_from(fields["facts"]), stored_from(fields["stored"])

    assert (facts.id, facts.title, facts.types, facts.topics, facts.year) == (
        "a/b",
        resource.shown_title,
        ("Video",),
        tuple(topics),
        2020,
    )
    assert (stored.url, stored.summary, stored.listed_at, stored.source, stored.metadata) == (
        resource.url, summary, resource.listed_at, "sample", resource.metadata,
    )  # fmt: skip
    assert [document.id for document in stored.documents] == [document.id for document in documents]
    assert [(passage.document, passage.place, passage.text) for passage in stored.passages] == [
        (number, passage.place, passage.text) for number, document in enumerate(documents) for passage in document.passages
    ]  # fmt: skip


def test_places_come_back_whole():
    place = Place(heading=("A", "B"), page=3, page_label="iii", anchor="a-3", seconds=61.5)

    (stored,) = stored_from(
        whoosh_document(make_resource(passages=(Passage(text="x", place=place),)))["stored"]
    ).passages

    assert stored.place == place


@pytest.mark.parametrize(
    ("headings", "terms"),
    [
        ([("One",), ("One",), ("Two",)], ["one", "two"]),
        ([("A", "One"), ("A", "Two")], ["a", "one", "two"]),
        ([("A", "One"), ("B", "One")], ["a", "one", "b", "one"]),
        ([("A",), ("A", "One"), ("A",)], ["a", "one"]),
        ([("One",), (), ("One",)], ["one", "one"]),
        ([(), ()], []),
    ],
)
def test_a_heading_counts_once_each_time_it_begins(headings, terms):
    assert headings_of(*(make_passage("x", *heading) for heading in headings)) == terms


def test_headings_and_topics_are_no_run_of_text():
    fields = whoosh_document(
        make_resource(topics=("Use of", "Force"), passages=(make_passage("x", "Mobile", "Crisis"),))
    )

    assert list(fields["topics"].positions) == [0, 1, 2 + GAP]
    assert list(fields["headings"].positions) == [0, 1 + GAP]


def test_an_own_text_is_no_file():
    own, file = (
        Document(id=one, title="", format=kind) for one, kind in (("own", RECORD_FORMAT), ("file", "pdf"))
    )

    assert whoosh_document(make_resource(documents=(own, file)))["document"] == ["file"]


def test_a_title_that_is_only_shown_is_not_indexed_as_a_title():
    fields = whoosh_document(make_resource("a", text="Some words"))

    assert list(fields["title"].terms) == []
    assert facts_from(fields["facts"]).title == "Some words"
