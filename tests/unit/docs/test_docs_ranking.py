"""The numbers of the ranking stand in the docs as they are in the code."""

import re

import pytest

from indexer.config import LengthConfig, RankingConfig
from searchapp.engine.model import (
    COMPARED_RESULTS,
    COMPARED_TERMS,
    COPY_COSINE,
    HEADING_NAMED_WEIGHT,
    HEADING_WEIGHT,
    LONG_QUERY,
    LOWER_CASE_WEIGHT,
    MIN_NAMED_RESOURCES,
    MIN_NAMED_SHARE,
    MIN_PASSAGE_SHARE,
    NAMED_POWER,
    NAMED_RESULTS,
    NAVIGATION_FACTOR,
    PASSAGE_B,
    PASSAGE_NAMED_WEIGHT,
    PROXIMITY_RESULTS,
    PROXIMITY_WEIGHT,
    REGULARIZED_RESULTS,
    SHARED_TOPICS_WEIGHT,
    SIMILARITY_WEIGHT,
    TITLE_NAMED_WEIGHT,
    WEIGHT_SHARE,
)
from searchapp.engine.query.tokens import PROSE
from searchapp.engine.request import MAX_TEXT, MAX_WORDS
from tests.unit.docs.pages import page, section


def test_how_many_words_are_most_is_as_in_the_code() -> None:
    rows = re.findall(r"^\| (\d+)(?: or more)? \| (\d+) \|$", page("docs/query-language.md"), re.MULTILINE)

    assert [(int(typed), int(needed)) for typed, needed in rows] == list(
        enumerate(RankingConfig().minimum_should_match, start=1)
    )
    assert f"| {len(RankingConfig().minimum_should_match)} or more |" in page("docs/query-language.md")


def test_where_a_question_is_cut_is_as_in_the_code() -> None:
    said = f"the first {MAX_TEXT:,} characters and the first {MAX_WORDS} words"

    assert said in page("docs/query-language.md")


@pytest.mark.parametrize("field", LengthConfig.model_fields)
def test_the_weight_of_each_field_is_as_in_the_code(field: str) -> None:
    weight, b = getattr(RankingConfig(), field), getattr(LengthConfig(), field)

    assert f"| `{field}` | {weight:g} | {b:g} |" in section(page("docs/relevance.md"), "Weights")


@pytest.mark.parametrize("key", ["passage", "exact"])
def test_what_else_weighs_is_as_in_the_code(key: str) -> None:
    assert f"| `{key}` | {getattr(RankingConfig(), key):g} |" in section(page("docs/relevance.md"), "Weights")


def test_the_other_numbers_of_the_ranking_are_as_in_the_code() -> None:
    said = page("docs/relevance.md")

    assert f"`k1` = {RankingConfig().k1:g} " in section(said, "Saturation")
    for name, value in {
        "PASSAGE_B": PASSAGE_B,
        "HEADING_WEIGHT": HEADING_WEIGHT,
        "MIN_PASSAGE_SHARE": MIN_PASSAGE_SHARE,
    }.items():
        assert f"| `{name}` | {value:g} |" in section(said, "Passages")
    for name, value in {
        "LONG_QUERY": LONG_QUERY,
        "REGULARIZED_RESULTS": REGULARIZED_RESULTS,
        "COMPARED_RESULTS": COMPARED_RESULTS,
        "COMPARED_TERMS": COMPARED_TERMS,
        "SIMILARITY_WEIGHT": SIMILARITY_WEIGHT,
        "COPY_COSINE": COPY_COSINE,
    }.items():
        assert f"| `{name}` | {value:g} |" in section(said, "Similar results")
    for name, value in {
        "TITLE_NAMED_WEIGHT": TITLE_NAMED_WEIGHT,
        "HEADING_NAMED_WEIGHT": HEADING_NAMED_WEIGHT,
        "PASSAGE_NAMED_WEIGHT": PASSAGE_NAMED_WEIGHT,
        "MIN_NAMED_SHARE": MIN_NAMED_SHARE,
        "NAMED_POWER": NAMED_POWER,
        "NAMED_RESULTS": NAMED_RESULTS,
    }.items():
        assert f"| `{name}` | {value:g} |" in section(said, "What was asked for by name")
    assert f"| `NAVIGATION_FACTOR` | {NAVIGATION_FACTOR:g} |" in section(said, "Pages that lead to others")
    for name, value in {"PROXIMITY_WEIGHT": PROXIMITY_WEIGHT, "PROXIMITY_RESULTS": PROXIMITY_RESULTS}.items():
        assert f"| `{name}` | {value:g} |" in section(said, "Proximity")
    for name, value in {
        "LOWER_CASE_WEIGHT": LOWER_CASE_WEIGHT,
        "MIN_NAMED_RESOURCES": MIN_NAMED_RESOURCES,
    }.items():
        assert f"| `{name}` | {value:g} |" in section(said, "In capitals")
    assert f"| `SHARED_TOPICS_WEIGHT` | {SHARED_TOPICS_WEIGHT:g} |" in section(said, "Related resources")


def test_where_prose_begins_is_as_in_the_code() -> None:
    assert f"In a text of {PROSE} words or more, quotes" in page("docs/query-language.md")


def test_the_most_words_are_told_in_the_relevance_page_as_in_the_code() -> None:
    said = section(page("docs/relevance.md"), "Most of the words")

    ranking = RankingConfig()
    assert f"`WEIGHT_SHARE` is {WEIGHT_SHARE}." in said
    assert (
        f"The table is `minimum_should_match`: {', '.join(str(needed) for needed in ranking.minimum_should_match)} of 1 to"
        in said
    )
    assert ranking.min_results[:3] == (1, 1, 1)
    assert f"1 for\nqueries of up to three words, and {ranking.min_results[-1]} for longer ones" in said
