"""A thing asked for is looked for in every way in which it may be written, and in no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import ENGLISH
from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.expansion import expand
from searchapp.engine.query.parser import parse
from searchapp.engine.query.query import Words
from tests.unit.engine.dictionaries import WordsOf
from tests.unit.properties import steadily


def expanded(text, library):
    """Expand *text* against an index that holds just the words of *library*."""
    return expand(parse(text), CompoundWords(WordsOf(library)))


def spellings(text, library):
    """Return what each concept of *text* is looked for as, the parts of a phrase with spaces between."""
    found = expanded(text, library)
    return [
        [
            f"{choice.prefix}*" if choice.prefix is not None else " ".join(choice.terms)
            for choice in concept.choices
        ]
        for concept in found.scored
    ]


@pytest.mark.parametrize(
    "library", ["de-escalation", "de escalation deescalation", "Deescalation de. Escalation"]
)
@pytest.mark.parametrize(
    ("typed", "apart"),
    [("de-escalation", "de escal"), ("deescalation", "de escal"), ('"de escalation"', "de escal")],
)
def test_hyphens_are_looked_for_three_ways(library, typed, apart):
    known = set(ENGLISH.analyze(library).terms)
    (choices,) = spellings(typed, library)

    assert choices[0] == ("deescal" if typed == "deescalation" else apart)
    assert ("deescal" in choices) == ("deescal" in known or typed == "deescalation")
    assert (apart in choices) == ({"de", "escal"} <= known or typed != "deescalation")


def test_neighbours_may_stand_as_one_word_and_each_of_them_is_then_found():
    assert spellings("body worn camera", "bodyworn") == [
        ["bodi", "bodyworn"],
        ["worn", "bodyworn"],
        ["camera"],
    ]


def test_only_spellings_that_the_index_knows_are_looked_for():
    assert spellings("de-escalation", "unlike") == [["de escal"]]
    assert spellings("body worn", "unlike") == [["bodi"], ["worn"]]
    assert spellings("bodyworn", "body alone") == [["bodyworn"]]


@pytest.mark.parametrize(
    ("typed", "library", "asked"),
    [
        ("the rapist", "therapist", [["rapist"]]),
        ('"the rapist"', "therapist", [["the rapist"]]),
        ("therapist", "the rapist", [["therapist"]]),
        ("in form", "inform", [["form"]]),
        ("inform", "in form", [["inform"]]),
        ("set-up", "setup", [["set up", "setup"]]),  # a common word behind is no hindrance
        ("setup", "set up", [["setup", "set up"]]),
    ],
)
def test_a_common_word_in_front_is_never_glued_on_or_cut_off(typed, library, asked):
    assert spellings(typed, library) == asked


@pytest.mark.parametrize(
    ("typed", "library", "asked"),
    [
        ("9 11", "911", [["9"], ["11"]]),
        ("911", "9 11", [["911"]]),
        ("9-1-1", "9 11", [["911"]]),
        ("2019-2020", "20192020", [["2019 2020"]]),
        ("4h", "4-H", [["4h", "4 h"]]),
        ("4-H", "4H", [["4 h", "4h"]]),
    ],
)
def test_numbers_are_neither_joined_nor_parted(typed, library, asked):
    assert spellings(typed, library) == asked


def test_a_word_of_several_parts_may_stand_as_one_word_or_with_one_change():
    assert spellings("law-en-force", "lawenforce lawen enforce law force") == [
        ["law en forc", "lawenforc", "lawen forc", "law enforc"]
    ]


def test_one_change_at_a_time():
    (choices,) = spellings('"body worn video tape"', "bodyworn videotape")

    assert choices == ["bodi worn video tape", "bodyworn video tape", "bodi worn videotap"]


def test_a_title_is_looked_for_in_titles_alone_and_all_else_everywhere():
    found = expanded("title:crisis title:polic* team", "")

    assert [concept.choices[0].fields for concept in found.required] == [("title",), ("title",)]
    assert [concept.choices[0].fields for concept in found.asked] == [TEXT_FIELDS]


def test_either_is_one_concept_with_the_forms_of_each():
    found = expanded("Stops OR polic* OR “use of force”", "")

    (concept,) = found.required
    assert [choice.prefix or " ".join(choice.terms) for choice in concept.choices] == [
        "stop",
        "polic",
        "use of forc",
    ]
    assert concept.forms == (("stops",), ("use", "of", "force"))


def test_what_is_excluded_is_expanded_too_and_never_scored():
    found = expanded("crisis -de-escalation", "deescalation")

    assert [" ".join(choice.terms) for choice in found.excluded[0].choices] == ["de escal", "deescal"]
    assert len(found.scored) == 1


@steadily(20)
@given(
    st.lists(
        st.sampled_from("de escalation deescalation body-worn bodyworn the rapist 9 911 all-in-one".split()),
        max_size=6,
    ),
    st.lists(
        st.sampled_from("de escalation deescalation body worn bodyworn therapist allinone inone".split()),
        max_size=6,
    ),
)
def test_the_spelling_typed_comes_first_and_the_others_are_known(typed, library):
    known = set(ENGLISH.analyze(" ".join(library)).terms)

    for text in (" ".join(typed), f'"{" ".join(typed)}"'):
        query = parse(text)
        found = expand(query, CompoundWords(WordsOf(" ".join(library))))
        for unit, concept in zip(query.required, found.required, strict=True):
            assert isinstance(unit, Words)
            assert concept.choices[0].terms == tuple(part.term for word in unit.words for part in word.parts)
        for concept in found.scored:
            first, *others = concept.choices
            assert len(set(concept.choices)) == len(concept.choices)
            for other in others:
                assert set(other.terms) <= known | set(first.terms)


def test_a_hyphened_word_that_begins_with_a_common_one_finds_its_other_spellings():
    assert spellings("on-scene", "onscene") == [["on scene", "onscen"]]
    assert spellings("onscene", "on-scene") == [["onscen", "on scene"]]
    assert spellings("therapist", "the rapist") == [["therapist"]]
