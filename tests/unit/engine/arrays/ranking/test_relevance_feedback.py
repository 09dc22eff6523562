"""Long queries are re-ranked using terms common to the top results."""

import pytest

from indexer.resource import Resource
from searchapp.engine import SearchRequest
from tests.making import make_resource

LONG = "how should dispatch handle a caller who reports an overdose at night"  # six words that count
SHORT = "dispatch handle caller reports overdose"  # five


def library() -> list[Resource]:
    """Five that answer LONG, all with naloxone; two more with one word of it, which differ in that."""
    best = [
        make_resource(
            f"best{number}",
            text=f"Dispatch handles a caller who reports an overdose at night: naloxone {number}.",
        )
        for number in range(5)
    ]
    return [
        *best,
        make_resource("a", text="An overdose: give aspirin, then wait for the ambulance to come."),
        make_resource("b", text="An overdose: give naloxone, then wait for the ambulance to come."),
        *(make_resource(f"other{number}", text="A budget of a small town.") for number in range(9)),
    ]  # fmt: skip


@pytest.fixture
def engine(engine_for):
    return engine_for(*library())


def test_a_result_with_the_terms_common_to_the_best_comes_first(engine):
    ranked = [resource_id for resource_id, _ in engine.ranked(LONG, 100)]

    assert ranked.index("b") < ranked.index("a")


def test_a_short_query_names_its_subject_and_is_not_re_ranked(engine):
    scores = dict(engine.ranked(SHORT, 100))

    assert scores["a"] == scores["b"]


def test_nothing_is_added_to_what_matches(engine):
    assert engine.search(SearchRequest(LONG)).total == 7


def test_filters_do_not_change_the_feedback_terms(engine_for):
    engine = engine_for(
        *(make_resource(each.id, text=each.documents[0].passages[0].text, types=(each.id,)) for each in library())
    )  # fmt: skip
    everything = {hit.id: hit.score for hit in engine.search(SearchRequest(LONG)).hits}

    narrowed = engine.search(SearchRequest(LONG, types=("b", "a"))).hits

    assert [hit.id for hit in narrowed] == ["b", "a"]
    assert [hit.score for hit in narrowed] == [everything["b"], everything["a"]]


def test_an_explanation_names_the_feedback_terms_and_sums_to_the_score(engine):
    told, other = engine.explain("b", LONG), engine.explain("a", LONG)

    assert "naloxon" in told.feedback_terms
    assert told.feedback > other.feedback
    for each in (told, other):
        parts = sum(part.adds for part in each.concepts) + each.passage + each.feedback
        assert each.score == pytest.approx(parts, rel=1e-5)


def test_a_single_result_has_nothing_in_common_with_others(engine_for):
    engine = engine_for(make_resource("a", text=LONG))

    told = engine.explain("a", LONG)

    assert (told.feedback, told.feedback_terms) == (0, ())


def test_terms_are_taken_from_the_best_five_alone(engine_for):
    less = "Dispatch and a caller in an overdose: aspirin aspirin aspirin aspirin aspirin aspirin."
    engine = engine_for(
        *(each for each in library() if each.id != "a"),
        make_resource("a", text="An overdose: give aspirin, then wait for the ambulance to come."),
        *(make_resource(f"less{number}", text=less) for number in range(6)),
        *(make_resource(f"more{number}", text="A budget of a small town.") for number in range(40)),
    )

    ranked = [resource_id for resource_id, _ in engine.ranked(LONG, 100)]

    assert ranked.index("b") < ranked.index("a")


def test_twenty_terms_count(engine_for):
    shared = " ".join(f"term{number}" for number in range(30))
    engine = engine_for(
        *(
            make_resource(each.id, text=f"{each.documents[0].passages[0].text} {shared}")
            for each in library()[:5]
        ),
        *library()[5:],
    )

    assert len(engine.explain("best0", LONG).feedback_terms) == 20


def test_a_term_that_is_unlikely_in_the_best_is_not_looked_up(engine_for):
    shared = " ".join(f"term{number} term{number}" for number in range(45))
    engine = engine_for(
        *(
            make_resource(each.id, text=f"{each.documents[0].passages[0].text} {shared} xylophone")
            for each in library()[:5]
        ),
        *(make_resource(f"more{number}", text=shared) for number in range(9)),
        *library()[5:],
    )

    assert "xylophon" not in engine.explain("best0", LONG).feedback_terms


def test_only_the_first_hundred_are_re_ranked(engine_for):
    full = library()[0].documents[0].passages[0].text
    engine = engine_for(
        *(make_resource(f"best{number:03}", text=full) for number in range(100)),
        *(each for each in library() if each.id in {"a", "b"}),
    )

    assert engine.explain("best099", LONG).feedback > 0
    assert engine.explain("b", LONG).feedback == 0
