"""What each setting of `[ranking]` that is no weight does; the weights are held in test_scores.py."""

import pytest

from indexer.config import LengthConfig, RankingConfig
from searchapp.engine import SearchRequest
from searchapp.engine.query.tokens import PROSE
from tests.making import make_passage, make_resource


def ids(engine, text):
    return [hit.id for hit in engine.search(SearchRequest(text)).hits]


def test_with_a_higher_k1_more_of_the_same_word_counts_for_longer(engine_for):
    once_each = make_resource("a", text="crisis team and a van with a radio")
    one_often = make_resource("b", text="crisis crisis crisis crisis crisis crisis van")
    others = [make_resource(f"other{number}", text="team") for number in range(5)]

    low = engine_for(once_each, one_often, *others, ranking=RankingConfig(k1=0.1, minimum_should_match=(1,)))
    high = engine_for(once_each, one_often, *others, ranking=RankingConfig(k1=20, minimum_should_match=(1,)))

    assert ids(low, "crisis team")[:2] == ["a", "b"]
    assert ids(high, "crisis team")[:2] == ["b", "a"]


@pytest.mark.parametrize("field", LengthConfig.model_fields)
def test_b_holds_the_length_of_its_field_against_it_and_0_does_not(engine_for, field):
    short, long = _field(field, "crisis"), _field(field, "crisis and more than this")
    resources = (make_resource("a", **long), make_resource("b", **short))

    without = engine_for(*resources, ranking=RankingConfig(passage=0, b=LengthConfig(**{field: 0.0})))
    wholly = engine_for(*resources, ranking=RankingConfig(passage=0, b=LengthConfig(**{field: 1.0})))

    assert [score for _, score in without.ranked("crisis", 2)] == [without.ranked("crisis", 1)[0][1]] * 2
    assert ids(wholly, "crisis") == ["b", "a"]


def _field(field, value):
    if field == "topics":
        return {"topics": (value,)}
    if field == "headings":
        return {"passages": (make_passage("nothing", value),)}
    return {field: value}


def test_most_is_how_many_of_the_words_a_match_needs(engine_for):
    resources = (make_resource("a", text="crisis team van"), make_resource("b", text="crisis"))

    any_word = engine_for(*resources, ranking=RankingConfig(minimum_should_match=(1,)))
    every_word = engine_for(*resources, ranking=RankingConfig(minimum_should_match=(1, 2, 3)))

    assert ids(any_word, "crisis team van") == ["a", "b"]
    assert ids(every_word, "crisis team van") == ["a"]


def test_where_fewer_than_enough_match_a_word_less_is_needed(engine_for):
    resources = (
        make_resource("a", text="crisis team"),
        make_resource("b", text="crisis"),
        make_resource("c", text="crisis"),
    )

    one_is_enough = engine_for(*resources, ranking=RankingConfig(min_results=(1,)))
    two_are_enough = engine_for(*resources, ranking=RankingConfig(min_results=(1, 2)))

    assert ids(one_is_enough, "crisis team") == ["a"]
    assert ids(two_are_enough, "crisis team") == ["a", "b", "c"]
    told = two_are_enough.search(SearchRequest("crisis team")).relaxed
    assert told == "Only one resource has both words; the others have one of them."


def test_quotes_in_prose_are_its_authors(engine_for):
    engine = engine_for(
        make_resource("a", text="words of a mobile crisis team"),
        make_resource("b", text="words of a mobile team"),
    )
    prose = " ".join(["words"] * (PROSE - 1))

    assert ids(engine, f'{prose} "crisis team"') == ["a"]
    assert ids(engine, f'{prose} more "crisis team"') == ["a", "b"]
    assert ids(engine, f'{prose} more -"crisis team" mobile') == ["b"]
