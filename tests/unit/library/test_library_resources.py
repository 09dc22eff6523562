"""Scans in; resources, their hashes and topics out."""

from typing import Any

import pytest

from indexer.document_id import document_id
from indexer.library.library import Library
from indexer.resource import Document, Passage, Place, Resource, Topic
from indexer.sources.source import Scanned
from tests.making import make_resource
from tests.unit.library.filling import fill, ids, keep


def test_a_resource_comes_back_as_it_went_in(library: Library) -> None:
    place = Place(heading=("Part", "Chapter"), page=3, page_label="iii", anchor="here", seconds=1.5)
    resource = make_resource(
        "x/y é",
        title="Crisis “Teams”",
        url="https://example.org/a",
        summary="About",
        path=("Handbook", "Chapter"),
        types=("Report",),
        topics=("Stops, Searches, and Arrests",),
        year=2019,
        listed_at="https://example.org/list",
        metadata={"pages": 3, "nested": {"a": [None, True, 1.5]}},
        passages=(Passage(text="One\nTwo", place=place), Passage(text="Bare")),
        source="a",
    )

    fill(library, "a", resource)

    ((found, digest),) = library.resources()
    assert found == resource
    assert list(library.hashes()) == [("x/y é", "a", digest)]


def test_resources_come_by_id_in_code_points(library: Library) -> None:
    fill(library, "a", *(make_resource(key) for key in ("b", "Z", "é", "a", "\U0001f693", "\uff01")))

    assert ids(library) == sorted(["b", "Z", "é", "a", "\U0001f693", "\uff01"])


def test_what_a_complete_scan_does_not_meet_is_gone(library: Library) -> None:
    fill(library, "a", make_resource("one"), make_resource("two"))
    fill(library, "b", make_resource("three"))

    fill(library, "a", make_resource("two"))

    assert ids(library) == ["three", "two"]


def test_a_scan_that_does_not_finish_changes_nothing(library: Library) -> None:
    fill(library, "a", make_resource("one"))

    scan = library.scan("a", now="2")
    scan.add(Scanned(resource=make_resource("two"), where="here"))

    assert ids(library) == ["one"]
    fill(library, "a", make_resource("three"))
    assert ids(library) == ["three"]


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "Other."},
        {"title": "T"},
        {"year": 1},
        {"topics": ("x",)},
        {"types": ("x",)},
        {"summary": "s"},
        {"url": "https://x.org"},
        {"metadata": {"k": 1}},
    ],
)
def test_the_hash_changes_with_everything_that_shapes_the_index(
    library: Library, facts: dict[str, Any]
) -> None:
    fill(library, "a", make_resource("one", text="Words."))
    ((_, _, before),) = library.hashes()

    fill(library, "a", make_resource("one", **{"text": "Words.", **facts}))

    ((_, _, after),) = library.hashes()
    assert before != after


def test_an_unchanged_resource_keeps_its_hash(library: Library) -> None:
    fill(library, "a", make_resource("one", text="Words."), now="1")
    before = list(library.hashes())

    fill(library, "a", make_resource("one", text="Words."), now="2")

    assert list(library.hashes()) == before


def test_of_two_sources_with_one_id_the_first_has_it_and_both_are_named(library: Library) -> None:
    assert fill(library, "b", make_resource("x", title="of b", source="b")) == []
    assert fill(library, "a", make_resource("x", title="of a", source="a")) == []
    (failure,) = fill(library, "b", make_resource("x", title="of b", source="b"))

    ((resource, _),) = library.resources()
    assert resource.title == "of a"
    assert all(word in failure for word in ("'x'", "'a'", "'b'", "b line 1"))


def test_a_resource_stays_while_any_source_has_it(library: Library) -> None:
    fill(library, "a", make_resource("x", title="of a"))
    fill(library, "b", make_resource("x", title="of b"))

    fill(library, "a")

    ((resource, _),) = library.resources()
    assert resource.title == "of b"


def test_a_source_that_is_dropped_takes_its_resources_along(library: Library) -> None:
    fill(library, "a", make_resource("one"))
    fill(library, "b", make_resource("two"))

    library.set_sources(["b"], drop_others=True)

    assert ids(library) == ["two"]


def test_topics_come_once_each_with_a_slug_of_its_own(library: Library) -> None:
    fill(
        library, "a", topics=(Topic(name="Force", slug="force", intro="a"), Topic(name="FORCE", slug="force"))
    )
    fill(library, "b", topics=(Topic(name="Force", slug="other", intro="b"),))

    assert [(topic.name, topic.slug, topic.intro) for topic in library.topics()] == [
        ("Force", "force", "a"),
        ("FORCE", "force-2", ""),
    ]


def test_the_text_of_a_file_is_joined_from_its_document(library: Library) -> None:
    keep(library, "guide.md", "Old text.")
    document = Document(
        id=document_id("a", "guide.md"), title="Guide", source="a", address="guide.md", format="markdown"
    )
    fill(library, "a", Resource(id="one", documents=(document,)))
    ((_, _, before),) = library.hashes()

    keep(library, "guide.md", "New text.")

    ((resource, after),) = library.resources()
    assert resource.documents[0].passages == (Passage(text="New text."),)
    assert after != before
