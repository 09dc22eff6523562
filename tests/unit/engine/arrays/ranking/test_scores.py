"""Scores are those that a person with pencil and paper gets; every weight has a test that fails when it changes.

The numbers stand here a second time on purpose: the tests must not read them from the code.
"""

from math import log

import pytest

from indexer.config import RankingConfig
from searchapp.engine import SearchRequest
from searchapp.engine.model import inverse_document_frequency, rounded
from tests.making import make_passage, make_resource

K1 = 2.0
ONLY_ONE_OF_TWO = log(
    1 + (2 - 1 + 0.5) / (1 + 0.5)
)  # the inverse document frequency of a word that one of two has


def score(engine, text, resource_id="a"):
    return {hit.id: hit.score for hit in engine.search(SearchRequest(text)).hits}[resource_id]


def bm25(frequency, idf=ONLY_ONE_OF_TWO):
    return idf * frequency / (K1 + frequency)


def named(idf=ONLY_ONE_OF_TWO, *, covered=1.0, weight=0.48):
    """What a title, all or a share of whose words were asked for, adds to its resource."""
    return weight * idf * covered


def to_six_digits(value):
    return float(f"{value:.6g}")


@pytest.mark.parametrize(
    ("facts", "weight", "by_name"),
    [
        ({"title": "crises"}, 3.0, 0.48),
        ({"passages": (make_passage("", "crises"),)}, 1.5, 0.6),
        ({"topics": ("crises",)}, 1.0, 0),
        ({"summary": "crises"}, 1.5, 0),
    ],
    ids=["title", "headings", "topics", "summary"],
)
def test_a_word_in_a_field_counts_with_the_weight_of_the_field(engine_for, facts, weight, by_name):
    # Of mean length, so that no length norm shows; "crisis" is not the form that stands there.
    engine = engine_for(make_resource("a", **facts), make_resource("b", summary="team"))

    assert score(engine, "crisis") == to_six_digits(bm25(weight) + named(weight=by_name))


def test_a_word_in_a_text_counts_once_for_the_text_and_once_for_its_passage(engine_for):
    engine = engine_for(make_resource("a", text="crises"), make_resource("b", text="team"))

    passage = ONLY_ONE_OF_TWO * 1 / (1 + K1)
    assert score(engine, "crisis") == to_six_digits(bm25(1.0) + 0.3 * passage)


def test_the_form_that_was_typed_adds_a_bonus(engine_for):
    engine = engine_for(make_resource("a", title="crises"), make_resource("b", title="team"))

    assert score(engine, "crises") == to_six_digits(bm25(3.0) + 0.1 * ONLY_ONE_OF_TWO + named())
    assert score(engine, "crisis") == to_six_digits(bm25(3.0) + named())


def test_an_exact_phrase_needs_all_its_forms(engine_for):
    engine = engine_for(make_resource("a", title="crises teams"), make_resource("b", title="x y"))

    assert score(engine, '"crises teams"') == to_six_digits(bm25(3.0) + 0.1 * ONLY_ONE_OF_TWO + named())
    assert score(engine, '"crises team"') == to_six_digits(bm25(3.0) + named())


@pytest.mark.parametrize(
    ("field", "length_counts"), [("title", 0.3), ("headings", 0.5), ("topics", 0.3), ("summary", 0.5)]
)
def test_a_longer_field_counts_less_as_its_length_norm_says(engine_for, field, length_counts):
    def with_field(resource_id, words):
        facts = {
            "title": {"title": words}, "summary": {"summary": words}, "topics": {"topics": (words,)},
            "headings": {"passages": (make_passage("", words),)},
        }[field]  # fmt: skip
        return make_resource(resource_id, **facts)

    weight = {"title": 3.0, "headings": 1.5, "topics": 1.0, "summary": 1.5}[field]
    engine = engine_for(with_field("a", "crises one two"), with_field("b", "team"))

    norm = 1 - length_counts + length_counts * 3 / 2  # three words where the mean is two
    by_name = named(covered=1 / 3, weight={"title": 0.48, "headings": 0.6}.get(field, 0))
    assert score(engine, "crisis") == to_six_digits(bm25(weight / norm) + by_name)


def test_longer_texts_and_passages_count_less_as_their_length_norms_say(engine_for):
    engine = engine_for(make_resource("a", text="crises one two"), make_resource("b", text="team"))

    text = bm25(1.0 / (1 - 0.75 + 0.75 * 3 / 2))
    passage = ONLY_ONE_OF_TWO * 1 / (1 + K1 * (1 - 0.5 + 0.5 * 3 / 2))
    assert score(engine, "crisis") == to_six_digits(text + 0.3 * passage)


def test_fields_are_one_piece_of_evidence_and_saturate_together(engine_for):
    engine = engine_for(
        make_resource("a", title="crises", summary="crises", topics=("crises",)),
        make_resource("b", title="team"),
    )

    assert score(engine, "crisis") == to_six_digits(bm25(3.0 + 1.5 + 1.0) + named())


def test_mean_lengths_leave_out_resources_without_the_field(engine_for):
    engine = engine_for(make_resource("a", title="crises"), make_resource("b", summary="one two three"))

    assert score(engine, "crisis") == to_six_digits(bm25(3.0) + named())


def test_words_add_up_and_rare_ones_tell_more(engine_for):
    engine = engine_for(
        make_resource("a", title="crises teams"),
        make_resource("b", title="teams two"),
        make_resource("c", title="one two"),
    )

    crisis, team = log(1 + 2.5 / 1.5), log(1 + 1.5 / 2.5)
    # Asked for in the other order: they do not stand side by side so.
    words = bm25(3.0, crisis) + bm25(3.0, team)
    assert score(engine, "team crisis") == to_six_digits(words + named(crisis + team))


def test_the_best_passage_counts_and_not_their_sum(engine_for):
    apart = (make_passage("crises one", "A"), make_passage("teams two", "B"))
    engine = engine_for(make_resource("a", passages=apart), make_resource("b", text="three four five six"))

    text = 2 * bm25(1.0)
    passage = ONLY_ONE_OF_TWO * 1 / (1 + K1 * (1 - 0.5 + 0.5 * 2 / (8 / 3)))
    assert score(engine, "crisis team") == to_six_digits(text + 0.3 * passage)


def test_what_is_required_scores_like_what_is_asked_for(engine_for):
    engine = engine_for(make_resource("a", title="crises teams"), make_resource("b", title="one two"))

    assert score(engine, '"crisis team"') == to_six_digits(bm25(3.0) + named())
    assert score(engine, "crisis OR team") == to_six_digits(bm25(3.0 * 2) + named(covered=1 / 2))
    assert score(engine, "title:crisis") == to_six_digits(bm25(3.0) + named(covered=1 / 2))
    assert score(engine, "cris*") == to_six_digits(bm25(3.0) + named(covered=1 / 2))


def test_a_prefix_counts_once_in_a_field(engine_for):
    engine = engine_for(
        make_resource("a", title="crises crisis critical"), make_resource("b", title="one two three")
    )

    assert score(engine, "cri*") == to_six_digits(bm25(3.0) + named(covered=1 / 3))


def test_a_spelling_counts_as_the_word_and_once_at_one_place(engine_for):
    engine = engine_for(make_resource("a", title="body worn"), make_resource("b", title="bodyworn tape"))

    idf = log(1 + (2 - 2 + 0.5) / (2 + 0.5))
    assert score(engine, "bodyworn", "a") == to_six_digits(bm25(3.0, idf) + named(idf, covered=1 / 2))
    assert score(engine, "bodyworn", "b") == to_six_digits(
        bm25(3.0, idf) + 0.1 * idf + named(idf, covered=1 / 2)
    )


@pytest.mark.parametrize("weight", ["title", "headings", "topics", "summary", "text", "passage", "exact"])
def test_every_weight_of_the_settings_moves_a_score(engine_for, weight):
    resource = make_resource(
        "a",
        title="crisis",
        summary="crisis",
        topics=("crisis",),
        passages=(make_passage("crisis", "crisis"),),
    )
    usual = engine_for(resource, make_resource("b"))
    other = engine_for(resource, make_resource("b"), ranking=RankingConfig.model_validate({weight: 9.0}))

    assert score(other, "crisis") > score(usual, "crisis")


def test_a_weight_of_zero_finds_without_scoring(engine_for):
    none = RankingConfig(title=0, headings=0, topics=0, summary=0, text=0, passage=0, exact=0)
    engine = engine_for(make_resource("a", text="crisis"), make_resource("b"), ranking=none)

    assert score(engine, "crisis") == 0.0


def test_inverse_document_frequency_falls_and_is_never_negative():
    values = [inverse_document_frequency(10, holding) for holding in range(11)]

    assert values == sorted(values, reverse=True)
    assert values[-1] > 0
    assert values[1] == log(1 + 9.5 / 1.5)


@pytest.mark.parametrize(
    ("value", "six"),
    [
        (0.0, 0.0),
        (1.23456749, 1.23457),
        (123456.7, 123457.0),
        (1234567.0, 1234570.0),
        (0.000123456789, 0.000123457),
    ],
)
def test_scores_are_rounded_to_six_significant_digits(value, six):
    assert rounded(value) == six
    assert rounded(rounded(value)) == rounded(value)


def test_sums_in_another_order_tie():
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    assert rounded(0.1 + 0.2 + 0.3) == rounded(0.3 + 0.2 + 0.1)
