"""Suggestions of builds in several segments, and what is never suggested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.config import RankingConfig
from searchapp.engine.arrays.engine import ArrayEngine
from tests.engines import build_of
from tests.making import make_passage, make_resource
from tests.twin.engine import TwinEngine
from tests.twin.suggesting import TwinSuggester
from tests.unit.engine.libraries import WORDS, beginnings, histories, left
from tests.unit.properties import steadily


@pytest.fixture
def suggested(build_for):
    """What is suggested of a library with a denylist."""

    def suggest(text, *resources, denylist=()):
        engine = ArrayEngine(build_for(*resources), RankingConfig(), denylist)
        return {(each.kind, each.text) for each in engine.suggest(text)}

    return suggest


LIBRARY = (
    make_resource("a", title="Résumé writing (RW)", topics=("Writing resumes",)),
    make_resource("b", title="Resumes", passages=(make_passage("Text", "Resume in RW style"),)),
)


def test_whatever_has_a_word_of_the_denylist_is_never_suggested(suggested):
    assert suggested("resum", *LIBRARY, denylist=["resume"]) == {
        ("topic", "Writing resumes"),
        ("title", "Resumes"),
    }
    assert suggested("rw", *LIBRARY, denylist=["RW"]) == set()


def test_a_denied_text_of_several_words_denies_what_has_them_all(suggested):
    assert suggested("resum", *LIBRARY, denylist=["writing résumé"]) == {
        ("heading", "Resume in RW style"),
        ("topic", "Writing resumes"),
        ("title", "Resumes"),
    }


def test_a_heading_too_long_to_be_one_is_not_suggested(suggested):
    long = make_resource("a", title="A", passages=(make_passage("Text", "Crisis " * 40),))
    short = make_resource("b", title="B", passages=(make_passage("Text", "Crisis  care\nlines"),))

    assert suggested("cri", long, short) == {("heading", "Crisis care lines")}


def test_headings_that_differ_only_in_their_numbers_are_one(suggested):
    passages = (make_passage("Text", "2. Scope of force"), make_passage("Text", "Scope of force"))

    for typed in ("scope", "scope of fo", "2 sco"):
        assert suggested(typed, make_resource("a", title="A", passages=passages)) == {
            ("heading", "Scope of force")
        }


def test_a_title_that_hundreds_have_leaves_room_for_others(suggested):
    same = [make_resource(f"same{number}", title="Annual report") for number in range(600)]
    others = [make_resource(f"other{number}", title=f"Annual report of {number}") for number in range(20)]

    assert len(suggested("annual", *same, *others)) == 8


@steadily(3)
@given(histories, st.data())
def test_the_twin_denies_the_same(tmp_path_factory, history, data):
    resources = left(history)
    denylist = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2))
    build = build_of(tmp_path_factory.mktemp("library"), resources)
    engine = ArrayEngine(build, RankingConfig(), denylist)
    twin = TwinEngine(resources)
    twin._suggester = TwinSuggester(twin._index, twin.topics(), denylist)

    for text in data.draw(st.lists(beginnings, min_size=20, max_size=20)):
        assert engine.suggest(text) == twin.suggest(text), text
