"""What an editor is shown of a change is what changed, told plainly from the resources themselves."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from indexer.builds import Builds
from indexer.builds.build_reader import SegmentReader
from indexer.indexed_fields import stored_resource
from indexer.resource import Document, Passage
from indexer.runs.changes import MAX_LISTED, Changes, Edit, TextLoss
from indexer.runs.difference import Difference
from tests.making import make_resource
from tests.unit.engine.libraries import histories
from tests.unit.properties import steadily


def hash_of(resource):
    return f"hash of {resource!r}"


def build_of(folder, library):
    return Builds(folder).write((each, hash_of(each)) for _, each in sorted(library.items()))


def entries(library):
    return {key: (each.source, hash_of(each)) for key, each in library.items()}


def changes_to(build, before, after):
    difference = Difference.of(entries(before), entries(after))
    changes = Changes(SegmentReader(build))
    for key in difference.removed:
        changes.record_removed(key)
    for key in difference.upserted:
        changes.record(after[key], previous_id=key if key in before else None)
    return difference, changes


def counted(library):
    """{facet: {value: resources}}, counted plainly."""
    facets: dict[str, Counter[str]] = {"topic": Counter(), "type": Counter(), "year": Counter()}
    for each in library.values():
        facets["topic"].update(set(each.topics))
        facets["type"].update(set(each.types))
        facets["year"].update([] if each.year is None else [str(each.year)])
    return facets


@steadily(4)
@given(histories)
def test_after_any_edits_counts_and_titles_are_those_of_the_resources(tmp_path_factory, history):
    before = dict(history[0].put)
    after = before
    for step in history[1:]:
        after = {key: each for key, each in after.items() if key not in step.deleted} | dict(step.put)
    build = build_of(tmp_path_factory.mktemp("builds"), before)

    difference, changes = changes_to(build, before, after)

    assert [edit.id for edit in changes.removed] == [key for key in before if key not in after]
    assert {edit.id: edit.title for edit in changes.removed} == {
        key: before[key].shown_title for key in before if key not in after
    }
    assert {edit.id for edit in changes.added} == after.keys() - before.keys()
    assert {edit.id for edit in changes.changed} == {
        key for key in after.keys() & before.keys() if after[key] != before[key]
    }
    assert (difference.added, difference.total) == (len(changes.added), len(after))
    old, new = counted(before), counted(after)
    assert {
        name: {move.value: (move.before, move.after) for move in moves}
        for name, moves in changes.report().facets.items()
    } == {
        name: {
            value: (old[name][value], new[name][value])
            for value in old[name].keys() | new[name].keys()
            if old[name][value] != new[name][value]
        }
        for name in old
    }


def document(key, *texts, pages=None):
    return Document(
        id=key, title=f"Document {key}", pages=pages, passages=tuple(Passage(text=one) for one in texts)
    )


def edit_of(tmp_path, before, after):
    build = build_of(tmp_path / "builds", {"a": before})
    _, changes = changes_to(build, {"a": before}, {"a": after})
    (edit,) = changes.changed
    return edit, changes


def test_a_change_says_what_of_the_resource_is_another(tmp_path):
    before = make_resource("a", title="The guide", topics=("Stops",), year=2019)
    edit, _ = edit_of(tmp_path, before, replace(before, title="The new guide", year=2020, summary="Short."))

    assert edit == Edit(
        id="a", title="The new guide", previous_title="The guide", changed_fields=("title", "summary", "year")
    )


def test_documents_that_hold_less_are_told_with_their_passages_and_pages(tmp_path):
    before = replace(
        make_resource("a", title="T"),
        documents=(
            document("d", "one", "two", "three", pages=3),
            document("e", "four"),
            document("f", "five", pages=1),
            document("g", "six"),
        ),
    )
    after = replace(
        before,
        documents=(document("d", "one", pages=2), document("f", pages=1), document("g", "six", "seven")),
    )

    edit, changes = edit_of(tmp_path, before, after)

    assert edit.changed_fields == ("documents", "text")
    assert edit.lost == (
        TextLoss(document="Document d", passages=(3, 1), pages=(3, 2)),
        TextLoss(document="Document e", passages=(1, 0), pages=(None, None), unlisted=True),
        TextLoss(document="Document f", passages=(1, 0), pages=(1, 1)),
    )
    assert changes.lost_passages == 4


def test_only_so_many_are_kept_one_by_one(tmp_path):
    after = {f"r{number:05}": make_resource(f"r{number:05}") for number in range(MAX_LISTED + 5)}

    difference, changes = changes_to(None, {}, after)

    assert (len(changes.added), difference.added) == (MAX_LISTED, MAX_LISTED + 5)


@pytest.mark.parametrize("damage", ["gone", "cut", "garbled"])
def test_of_a_build_that_cannot_be_read_ids_are_told(tmp_path, damage):
    library = {key: make_resource(key, title=f"Title {key}") for key in "ab"}
    build = build_of(tmp_path / "builds", library)
    (path,) = build.path.glob("*.fld")
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            content[:100] if damage == "cut" else content.replace(b"Title", b"\xff\xff\xff\xff\xff")
        )

    _, changes = changes_to(build, library, {"a": replace(library["a"], year=2020)})

    assert [edit.id for edit in changes.removed] == ["b"]
    assert [edit.id for edit in changes.changed] == ["a"]


def test_what_is_held_of_a_resource_is_what_a_build_gives_back(tmp_path):
    library = {key: make_resource(key, title=key, text=f"Words of {key}. " * 80) for key in "abc"}
    contents = SegmentReader(build_of(tmp_path / "builds", library))

    assert {key: contents.get(key) for key in library} == {
        key: stored_resource(each) for key, each in library.items()
    }
    assert contents.get("d") is None


def test_counts_against_a_build_that_cannot_be_read_are_not_made_up(tmp_path):
    library = {"a": make_resource("a", topics=("Stops",))}
    build = build_of(tmp_path / "builds", library)
    next(build.path.glob("*.fld")).unlink()

    _, changes = changes_to(build, library, {"a": replace(library["a"], topics=("Vans",))})

    assert changes.report().facets == {"topic": (), "type": (), "year": ()}
