"""Related resources share the rare words of a title, and topics."""

import pytest

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
