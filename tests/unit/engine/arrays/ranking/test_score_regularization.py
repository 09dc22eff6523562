"""Long queries are re-ranked by how like the other top results each is."""

import pytest

from indexer.resource import Resource
from searchapp.engine import SearchRequest
from tests.making import make_resource

LONG = "how should dispatch handle a caller who reports an overdose at night"  # six words that count
SHORT = "dispatch handle caller reports overdose"  # five
ANSWERS = [
    "A dispatcher handles the caller who reports an overdose at night: send naloxone with the patrol",
    "Dispatch, night shift: when a caller reports an overdose, handle it as medical, and have naloxone ready",
    "What to handle first if callers report an overdose at night, by dispatch: breathing, then naloxone",
]


def library(*more: Resource) -> list[Resource]:
    """Three that answer LONG, all with naloxone; two with one word of it, which differ in that."""
    return [
        *(make_resource(f"best{number}", text=text) for number, text in enumerate(ANSWERS)),
        make_resource("a", text="An overdose: give aspirin, then wait for the ambulance to come."),
        make_resource("b", text="An overdose: give naloxone, then wait for the ambulance to come."),
        *more,
        *(make_resource(f"other{number}", text="A budget of a small town.") for number in range(9)),
    ]  # fmt: skip


@pytest.fixture
def engine(engine_for):
    return engine_for(*library())


def test_a_result_that_is_like_the_best_comes_first(engine):
    ranked = [resource_id for resource_id, _ in engine.ranked(LONG, 100)]

    assert ranked.index("b") < ranked.index("a")


def test_a_short_query_names_its_subject_and_is_not_re_ranked(engine):
    scores = dict(engine.ranked(SHORT, 100))

    assert scores["a"] == scores["b"]


def test_nothing_is_added_to_what_matches(engine):
    assert engine.search(SearchRequest(LONG)).total == 5


def test_copies_are_no_evidence_for_one_another(engine_for):
    text = "An overdose: give coffee, walk him up and down, and keep him awake until morning."
    once = engine_for(*library(make_resource("copy0", text=text)))
    often = engine_for(*library(*(make_resource(f"copy{number}", text=text) for number in range(4))))

    for engine in (once, often):
        explained = engine.explain("copy0", LONG)
        assert explained is not None
        assert explained.similarity < engine.explain("b", LONG).similarity


def test_filters_change_no_score(engine_for):
    engine = engine_for(
        *(make_resource(each.id, text=each.documents[0].passages[0].text, types=(each.id,)) for each in library())
    )  # fmt: skip
    everything = {hit.id: hit.score for hit in engine.search(SearchRequest(LONG)).hits}

    narrowed = engine.search(SearchRequest(LONG, types=("b", "a"))).hits

    assert [hit.id for hit in narrowed] == ["b", "a"]
    assert [hit.score for hit in narrowed] == [everything["b"], everything["a"]]


def test_scores_do_not_depend_on_what_was_asked_before(engine_for):
    fresh, used = engine_for(*library()), engine_for(*library())
    used.ranked("a budget of a small town at night for dispatch and coffee", 100)

    assert used.ranked(LONG, 100) == fresh.ranked(LONG, 100)


def test_a_text_of_common_words_alone_is_like_none(engine_for):
    engine = engine_for(*library(make_resource("common", title="About it", text="", topics=("Overdose",))))

    explained = engine.explain("common", LONG)

    assert explained is not None
    assert (explained.matches, explained.similarity) == (True, 0.0)
