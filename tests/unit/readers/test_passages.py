import re

from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.blocks import Block
from indexer.readers.passages import (
    MAX_JOINED,
    MAX_WORDS,
    SHORT,
    WORD,
    divided,
    passages_from_blocks,
    passages_from_text,
)
from indexer.resource import Passage, Place
from tests.unit.properties import steadily


def signs(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(text: str) -> int:
    return len(WORD.findall(text))


def sentence(length: int, word: str = "word") -> str:
    return " ".join([word] * length) + "."


word = st.text("ab.?é", min_size=1, max_size=6) | st.text("x", min_size=90, max_size=350)
line = st.lists(word, min_size=1, max_size=12).map(" ".join) | st.integers(200, 900).map(sentence)
block = st.builds(
    lambda text, section, page: Block(
        text=text, section=section, place=Place(page=page, heading=(f"h{section}",))
    ),
    st.lists(line, min_size=1, max_size=4).map("\n".join),
    st.integers(0, 2),
    st.integers(1, 2),
)
blocks = st.lists(block, max_size=8)


@steadily(6)
@given(blocks)
def test_no_sign_is_lost_doubled_or_moved(given_blocks: list[Block]) -> None:
    passages = passages_from_blocks(given_blocks)

    assert "".join(signs(one.text) for one in passages) == "".join(signs(one.text) for one in given_blocks)


@steadily(6)
@given(st.lists(st.lists(st.text("ab.?é", min_size=1, max_size=6), min_size=1, max_size=700), max_size=4))
def test_words_of_up_to_100_signs_stay_whole(paragraphs: list[list[str]]) -> None:
    passages = passages_from_blocks(Block(text=" ".join(paragraph)) for paragraph in paragraphs)

    assert [one for passage in passages for one in passage.text.split()] == [
        one for paragraph in paragraphs for one in paragraph
    ]


@steadily(6)
@given(blocks)
def test_a_passage_never_crosses_a_heading_or_a_page(given_blocks: list[Block]) -> None:
    marked = [
        Block(text=f"{one.place.page}.{one.section}", place=one.place, section=one.section)
        for one in given_blocks
    ]

    for passage in passages_from_blocks(marked):
        assert len(set(passage.text.split())) == 1
        assert passage.text.split()[0].startswith(f"{passage.place.page}.")


@steadily(6)
@given(blocks)
def test_no_passage_is_over_300_words(given_blocks: list[Block]) -> None:
    assert all(0 < words(one.text) <= MAX_JOINED for one in passages_from_blocks(given_blocks))


@steadily(6)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_short_passages_stand_alone_only_when_nothing_can_take_them(lengths: list[int]) -> None:
    passages = passages_from_blocks(Block(text=sentence(length)) for length in lengths)

    counts = [words(one.text) for one in passages]
    assert counts[-1] >= SHORT or len(counts) == 1 or counts[-2] + counts[-1] > MAX_JOINED
    assert all(count >= SHORT for count in counts[:-1])


def test_paragraphs_are_divided_by_a_newline_and_fill_up_to_250_words() -> None:
    passages = passages_from_blocks(Block(text=sentence(length)) for length in (120, 120, 120))

    assert [words(one.text) for one in passages] == [240, 120]
    assert passages[0].text == f"{sentence(120)}\n{sentence(120)}"


def test_a_short_rest_joins_the_run_before_it() -> None:
    passages = passages_from_blocks(Block(text=sentence(length)) for length in (130, 110, 30))

    assert [words(one.text) for one in passages] == [270]


def test_a_long_paragraph_is_divided_at_a_sentence_near_its_middle() -> None:
    text = " ".join(sentence(20, f"w{number}") for number in range(20))

    passages = passages_from_text(text)

    assert [words(one.text) for one in passages] == [200, 200]
    assert passages[0].text.endswith("w9.")


def test_a_long_sentence_is_divided_evenly_between_words() -> None:
    passages = passages_from_text(" ".join(["word"] * 600))

    assert [words(one.text) for one in passages] == [200, 200, 200]


def test_a_run_without_spaces_is_divided_too() -> None:
    passages = passages_from_text("x" * 100_000)

    assert max(len(one.text) for one in passages) <= MAX_WORDS * 100
    assert sum(len(one.text) for one in passages) == 100_000


def test_two_sections_that_read_the_same_stay_apart() -> None:
    place = Place(heading=("Check",))

    passages = passages_from_blocks(
        [Block(text="one", place=place, section=1), Block(text="two", place=place, section=2)]
    )

    assert [one.text for one in passages] == ["one", "two"]


def test_a_passage_takes_the_place_of_its_first_block() -> None:
    passages = passages_from_blocks(
        [Block(text="one", place=Place(anchor="a")), Block(text="two", place=Place(anchor="b"))]
    )

    assert passages == (Passage(text="one\ntwo", place=Place(anchor="a")),)


def test_a_given_passage_of_up_to_300_words_is_left_alone() -> None:
    passage = Passage(text="  " + " ".join(["word"] * 300), place=Place(seconds=61.5))

    assert divided(passage) == (passage,)


def test_an_overlong_given_passage_keeps_its_place_in_every_part() -> None:
    place = Place(heading=("A",), page=3, page_label="iii", seconds=61.5)

    parts = divided(Passage(text=" ".join(["word"] * 400), place=place))

    assert [words(part.text) for part in parts] == [200, 200]
    assert {part.place for part in parts} == {place}


def test_a_blank_passage_is_none() -> None:
    assert divided(Passage(text=" \n ")) == ()
    assert passages_from_text(" \n\n ") == ()


def test_a_records_text_is_never_read_as_markup() -> None:
    passages = passages_from_text("<p>One</p>\n\n- two\n- three")

    assert passages[0].text == "<p>One</p>\n- two\n- three"
