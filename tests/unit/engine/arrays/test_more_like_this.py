"""Related resources share the rare words of a title, and topics."""

import pytest

from indexer.resource import Document
from tests.making import make_resource

FORCE, CRISIS = "Use of Force", "Crisis Response"


@pytest.fixture
def related(engine_for):
    def ask(*resources, to="one"):
        return [hit.id for hit in engine_for(*resources).resource(to).related]

    return ask


def test_a_rare_word_in_common_tells_more_than_a_frequent_one(related):
    found = related(
        make_resource("one", title="Police drones", topics=(FORCE,)),
        make_resource("a", title="Police budgets", topics=(FORCE,)),
        make_resource("b", title="Flying drones", topics=(FORCE,)),
        *(make_resource(f"c{number}", title=f"Police {number}", topics=(CRISIS,)) for number in range(5)),
    )

    assert found == ["b", "a"]


def test_among_titles_that_are_as_like_topics_decide(related):
    found = related(
        make_resource("one", title="Drones", topics=(FORCE, CRISIS)),
        make_resource("a", title="Drones", topics=(FORCE,)),
        make_resource("b", title="Drones", topics=(FORCE, CRISIS)),
    )

    assert found == ["b", "a"]


def test_a_rare_topic_in_common_tells_more(related):
    found = related(
        make_resource("one", title="Drones", topics=(FORCE, CRISIS)),
        make_resource("a", title="Drones", topics=(FORCE,)),
        make_resource("b", title="Drones", topics=(CRISIS,)),
        *(make_resource(f"c{number}", title="Other", topics=(FORCE,)) for number in range(3)),
    )

    assert found == ["b", "a"]


def test_a_title_with_many_other_words_is_less_like_it(related):
    found = related(
        make_resource("one", title="Drones", topics=(FORCE,)),
        make_resource("a", title="Drones and budgets and vans and other things to buy", topics=(FORCE,)),
        make_resource("b", title="Drones", topics=(FORCE,)),
    )

    assert found == ["b", "a"]


def test_without_a_topic_in_common_nothing_is_related_but_to_what_has_no_topic(related):
    resources = (
        make_resource("one", title="Drones", topics=(FORCE,)),
        make_resource("a", title="Drones", topics=(CRISIS,)),
        make_resource("b", title="Drones"),
    )

    assert related(*resources) == []
    assert related(*resources, to="b") == ["a", "one"]


def test_the_text_alone_relates_nothing(related):
    found = related(
        make_resource("one", title="Drones", topics=(FORCE,)),
        make_resource("a", title="Vans", text="drones drones", topics=(FORCE,)),
    )

    assert found == []


def page(resource_id, title, *path, **facts):
    return make_resource(resource_id, title=title, text="Words.", path=path, source="manuals", **facts)


def test_what_is_part_of_the_same_book_comes_first(related):
    found = related(
        page("one", "Logging in", "Manual", "Start"),
        page("a", "Logging in", "Another manual", "Start"),
        page("b", "Logging in again", "Manual", "End"),
        page("c", "Logging to a file", "Manual", "Start"),
        make_resource("d", title="Logging in", text="Words."),
    )

    assert found == ["c", "b", "a", "d"]


def test_files_without_a_path_stay_in_their_folder(related):
    def file(resource_id, title, address, **facts):
        own = Document(id=f"{resource_id}-file", title=title, source="shelf", address=address, format="html")
        return make_resource(resource_id, title=title, documents=(own,), source="shelf", **facts)

    found = related(
        file("one", "Logging in", "manual/start/in.html"),
        file("a", "Logging in", "another/start/in.html"),
        file("b", "Logging to a file", "manual/end/file.html"),
    )
    with_topics = related(
        file("one", "Logging in", "manual/in.html", topics=(FORCE,)),
        file("a", "Logging in", "another/in.html", topics=(FORCE,)),
        file("b", "Logging to a file", "manual/file.html", topics=(FORCE,)),
    )

    assert found == ["b", "a"]
    assert with_topics == ["a", "b"]  # topics say better what belongs together
