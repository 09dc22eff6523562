"""What the best answers to a sentence agree on lifts whatever says it too."""

import pytest

from indexer.resource import Resource
from searchapp.engine import SearchRequest
from tests.making import make_resource

QUESTION = "how should dispatch handle a caller who reports an overdose at night"  # six words that count
NAME = "dispatch handle caller reports overdose"  # five


def library() -> list[Resource]:
    """Five that answer QUESTION and agree on naloxone; two more that hold one word of it, and differ in that."""
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


def test_what_says_what_the_best_answers_agree_on_comes_first(engine):
    ranked = [resource_id for resource_id, _ in engine.ranked(QUESTION, 100)]

    assert ranked.index("b") < ranked.index("a")


def test_a_question_of_fewer_words_names_its_subject_and_is_not_re_ordered(engine):
    scores = dict(engine.ranked(NAME, 100))

    assert scores["a"] == scores["b"]


def test_nothing_is_added_to_what_matches(engine):
    assert engine.search(SearchRequest(QUESTION)).total == 7


def test_filters_do_not_change_what_is_agreed_on(engine_for):
    engine = engine_for(
        *(make_resource(each.id, text=each.documents[0].passages[0].text, types=(each.id,)) for each in library())
    )  # fmt: skip
    everything = {hit.id: hit.score for hit in engine.search(SearchRequest(QUESTION)).hits}

    narrowed = engine.search(SearchRequest(QUESTION, types=("b", "a"))).hits

    assert [hit.id for hit in narrowed] == ["b", "a"]
    assert [hit.score for hit in narrowed] == [everything["b"], everything["a"]]


def test_an_explanation_names_what_was_agreed_on_and_sums_to_the_score(engine):
    told, other = engine.explain("b", QUESTION), engine.explain("a", QUESTION)

    assert "naloxon" in told.feedback_terms
    assert told.feedback > other.feedback
    for each in (told, other):
        parts = sum(part.adds for part in each.concepts) + each.passage + each.feedback
        assert each.score == pytest.approx(parts, rel=1e-5)


def test_a_lone_answer_has_nothing_to_agree_with(engine_for):
    engine = engine_for(make_resource("a", text=QUESTION))

    told = engine.explain("a", QUESTION)

    assert (told.feedback, told.feedback_terms) == (0, ())


def test_only_the_best_five_are_listened_to(engine_for):
    less = "Dispatch and a caller in an overdose: aspirin aspirin aspirin aspirin aspirin aspirin."
    engine = engine_for(
        *(each for each in library() if each.id != "a"),
        make_resource("a", text="An overdose: give aspirin, then wait for the ambulance to come."),
        *(make_resource(f"less{number}", text=less) for number in range(6)),
        *(make_resource(f"more{number}", text="A budget of a small town.") for number in range(40)),
    )

    ranked = [resource_id for resource_id, _ in engine.ranked(QUESTION, 100)]

    assert ranked.index("b") < ranked.index("a")


def test_twenty_terms_are_listened_to(engine_for):
    shared = " ".join(f"term{number}" for number in range(30))
    engine = engine_for(
        *(
            make_resource(each.id, text=f"{each.documents[0].passages[0].text} {shared}")
            for each in library()[:5]
        ),
        *library()[5:],
    )

    assert len(engine.explain("best0", QUESTION).feedback_terms) == 20


def test_a_term_that_the_best_hardly_say_is_not_looked_up(engine_for):
    shared = " ".join(f"term{number} term{number}" for number in range(45))
    engine = engine_for(
        *(
            make_resource(each.id, text=f"{each.documents[0].passages[0].text} {shared} xylophone")
            for each in library()[:5]
        ),
        *(make_resource(f"more{number}", text=shared) for number in range(9)),
        *library()[5:],
    )

    assert "xylophon" not in engine.explain("best0", QUESTION).feedback_terms


def test_only_the_first_hundred_are_re_ordered(engine_for):
    full = library()[0].documents[0].passages[0].text
    engine = engine_for(
        *(make_resource(f"best{number:03}", text=full) for number in range(100)),
        *(each for each in library() if each.id in {"a", "b"}),
    )

    assert engine.explain("best099", QUESTION).feedback > 0
    assert engine.explain("b", QUESTION).feedback == 0
