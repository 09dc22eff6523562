"""What is harvested depends on the content of the library alone: a resource replaces its own pairs, and takes them along."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import LibraryError
from indexer.library.harvested import reject_pair, stored_pairs
from indexer.library.library import Library
from tests.making import make_passage, make_resource
from tests.unit.library.filling import fill
from tests.unit.properties import steadily

TEXTS = (
    "The Crisis Intervention Team (CIT) came.",
    "Two crisis intervention teams (CITs), and use of force (UOF).",
    "SRO (School Resource Officer), twice: School Resource Officers (SROs).",
    "Nothing is explained here.",
)


def harvested(library):
    """Bring the harvest up to date as a run does, and return it."""
    for _ in library.hashes():
        pass
    for _ in library.resources(dict(list(library._harvest.wanted.items())[:1])):
        pass  # a build reads some of them
    library.finish_harvest()
    return stored_pairs(library.path)


def test_pairs_have_their_count_and_their_first_place(library):
    first, second = (
        make_passage("No.", page=1),
        make_passage(f"{TEXTS[0]} {TEXTS[0]}", "Part", "Teams", page=2),
    )
    fill(library, "a", make_resource("one", title="Guide", passages=(first, second)))

    (pair,) = harvested(library).pairs

    assert pair == ("CIT", "crisis intervent team", "Crisis Intervention Team", 2, "one", "Guide", 2, "Teams")


def test_titles_and_summaries_are_read_too(library):
    fill(library, "a", make_resource("one", title="Use of Force (UOF)", summary="UOF (use of force) reviews"))

    (pair,) = harvested(library).pairs

    assert (pair.long_form, pair.count, pair.page) == ("Use of Force", 2, None)


def test_a_resource_that_changed_replaces_its_own_and_one_that_is_gone_takes_them_along(library):
    fill(library, "a", *(make_resource(name, text=text) for name, text in zip("abcd", TEXTS, strict=True)))
    before = harvested(library).pairs
    assert {pair.resource for pair in before} == {"a", "b", "c"}

    fill(library, "a", make_resource("a", text=TEXTS[2]), make_resource("c", text=TEXTS[2]), now="2")

    assert [(pair.acronym, pair.resource) for pair in harvested(library).pairs] == [
        ("SRO", "a"),
        ("SRO", "c"),
    ]


@steadily(12)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcde"), st.sampled_from(TEXTS), max_size=5), min_size=1, max_size=4
    )
)
def test_after_any_history_it_is_as_if_harvested_at_once(tmp_path_factory, history):
    with Library(tmp_path_factory.mktemp("grown") / "library.db") as grown:
        grown.set_sources(["a"], drop_others=True)
        for time, step in enumerate(history):
            fill(grown, "a", *(make_resource(name, text=text) for name, text in step.items()), now=str(time))
            found = harvested(grown)
    with Library(tmp_path_factory.mktemp("new") / "library.db") as new:
        new.set_sources(["a"], drop_others=True)
        fill(new, "a", *(make_resource(name, text=text) for name, text in history[-1].items()))
        assert harvested(new) == found


def test_a_run_that_was_killed_before_it_wrote_is_made_up_for(library):
    fill(library, "a", make_resource("a", text=TEXTS[0]))
    for _ in library.hashes():
        pass
    for _ in library.resources():
        pass  # noted, and never written

    assert stored_pairs(library.path).pairs == ()
    assert [pair.acronym for pair in harvested(library).pairs] == ["CIT"]


def test_what_is_unchanged_is_not_read_again(library):
    fill(library, "a", make_resource("a", text=TEXTS[0]))
    harvested(library)

    for _ in library.hashes():
        pass

    assert library._harvest.wanted == {}


def test_what_was_rejected_is_remembered_once(library):
    fill(library, "a", make_resource("a", text=TEXTS[0]))
    harvested(library)
    for _ in range(2):
        reject_pair(library.path, "CIT", "crisis intervent team", now="1")

    fill(library, "a", now="2")
    assert harvested(library) == ((), {("CIT", "crisis intervent team")})


def test_a_library_of_older_software_has_none(library):
    connection = sqlite3.connect(library.path)
    connection.executescript(
        "DROP TABLE pairs; DROP TABLE rejected_pairs; DROP TABLE harvested; PRAGMA user_version = 5"
    )
    connection.close()

    assert stored_pairs(library.path) == ((), frozenset())
    reject_pair(library.path, "CIT", "crisis intervent team", now="1")
    assert stored_pairs(library.path).rejected == {("CIT", "crisis intervent team")}


def test_without_a_library_both_say_so(tmp_path):
    with pytest.raises(LibraryError, match="there is no library yet"):
        stored_pairs(tmp_path / "library.db")
    with pytest.raises(LibraryError, match="there is no library yet"):
        reject_pair(tmp_path / "library.db", "CIT", "x", now="1")
    assert not (tmp_path / "library.db").exists()
