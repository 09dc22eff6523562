"""The numbers of the ranking stand in the docs as they are in the code."""

import re

import pytest

from indexer.config import RankingConfig
from searchapp.engine.model import ENOUGH, HEADING, K1, LENGTH, MOST, PASSAGE_LENGTH, WEAKEST
from searchapp.engine.request import MAX_TEXT, MAX_WORDS
from tests.unit.docs.pages import page, section


def test_how_many_words_are_most_is_as_in_the_code() -> None:
    rows = re.findall(r"^\| (\d+)(?: or more)? \| (\d+) \|$", page("docs/query-language.md"), re.MULTILINE)

    assert [(int(typed), int(needed)) for typed, needed in rows] == list(enumerate(MOST))[1:]
    assert f"| {len(MOST) - 1} or more |" in page("docs/query-language.md")


def test_where_a_question_is_cut_is_as_in_the_code() -> None:
    said = f"The first {MAX_TEXT:,} signs and the first {MAX_WORDS} words"

    assert said in page("docs/query-language.md")


@pytest.mark.parametrize("field", LENGTH)
def test_the_weight_of_each_field_is_as_in_the_code(field: str) -> None:
    weight = getattr(RankingConfig(), field)

    assert f"| `{field}` | {weight:g} | {LENGTH[field]:g} |" in section(page("docs/relevance.md"), "Weights")


@pytest.mark.parametrize("key", sorted(RankingConfig.model_fields.keys() - LENGTH.keys()))
def test_what_else_weighs_is_as_in_the_code(key: str) -> None:
    assert f"| `{key}` | {getattr(RankingConfig(), key):g} |" in section(page("docs/relevance.md"), "Weights")


def test_the_other_numbers_of_the_ranking_are_as_in_the_code() -> None:
    said = page("docs/relevance.md")

    assert f"`K1` = {K1:g} " in section(said, "Saturation")
    for name, value in {"PASSAGE_LENGTH": PASSAGE_LENGTH, "HEADING": HEADING, "WEAKEST": WEAKEST}.items():
        assert f"| `{name}` | {value:g} |" in section(said, "Passages")


def test_the_most_words_are_told_in_the_relevance_page_as_in_the_code() -> None:
    said = section(page("docs/relevance.md"), "Most of the words")

    assert f"`searchapp/engine/model.py`: {', '.join(str(needed) for needed in MOST)} of 0 to" in said
    assert ENOUGH[1:4] == (1, 1, 1)
    assert f"1 for\nquestions of up to three words, and {ENOUGH[-1]} for longer ones" in said
