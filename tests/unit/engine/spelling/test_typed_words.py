"""Which words of a text may be misspelt, and the text with others in their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facets import STANDARD_TABLE
from searchapp.engine.query.parser import parse
from searchapp.engine.spelling.typed_words import reworded, typed_words
from tests.unit.engine.libraries import queries
from tests.unit.properties import steadily


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("managment of  replicaton", ["managment", "replicaton"]),
        ('"managment of" title:replicaton', ["managment", "replicaton"]),
        ("tema OR crisus", ["tema", "crisus"]),
        ('-tema -topic:crisus topic:crisus poli* "crisus\'s" ', ["crisus"]),
        ("de-escaltion Café’s", ["escaltion", "cafe"]),
        ("CIT x86 v1.2 one it 1990s", []),
        ("\ud800tema \x00 crisus", ["tema", "crisus"]),
        (" ".join(["word"] * 20), []),
        ("word " * 19, ["word"] * 19),
    ],
)
def test_words_of_letters_may_be_misspelt(text: str, words: list[str]) -> None:
    assert [word.plain for word in typed_words(text, STANDARD_TABLE)] == words


def test_other_words_are_put_in_their_places() -> None:
    text = 'A Tema-tem  "of the tema" -tema x'
    words = typed_words(text, STANDARD_TABLE)

    assert reworded(text, words, {"tema": "team"}) == 'A team-tem  "of the team" -tema x'
    assert reworded(text, words, {}) == text


def test_what_is_longer_than_a_query_may_be_is_kept() -> None:
    text = "tema " + " " * 5000 + "tema"

    assert reworded(text, typed_words(text, STANDARD_TABLE), {"tema": "team"}) == text.replace(
        "tema", "team", 1
    )


@steadily(100)
@given(queries | st.text(max_size=60))
def test_a_text_with_its_own_words_asks_for_the_same(text: str) -> None:
    words = typed_words(text, STANDARD_TABLE)
    printed = {(word.plain, text[word.start : word.end]) for word in words}
    # One that is typed in several ways would be typed in one of them.
    alike = {plain: raw for plain, raw in printed if [each for each, _ in printed].count(plain) == 1}

    same = reworded(text, words, alike)

    assert same == text
    assert parse(same) == parse(text)
