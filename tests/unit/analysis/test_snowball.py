"""A language that is an entry of the table and nothing else: German, whose words are found however they are inflected and typed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import Stemmer

from indexer.analysis import ANALYZERS, ENGLISH, fold
from indexer.analysis.snowball import snowball_analyzer
from indexer.languages import LANGUAGES, Language
from searchapp.engine import SearchRequest
from tests.engines import Engine
from tests.making import make_resource

GERMAN = ANALYZERS["de"]
ENTRIES = [language for language in LANGUAGES.values() if language.stemmer is not None]
TEXTS = {
    "complaint": "Wer sich über einen Beamten beschweren will, gibt die Beschwerde schriftlich oder in der Wache ab.",
    "camera": "Die Körperkameras zeichnen auf, sobald ein Einsatz beginnt; Aufnahmen werden nach dreißig Tagen gelöscht.",
    "witness": "Zeugen werden getrennt befragt, und Kinder nie ohne eine vertraute Person.",
    "interpreter": "Für Gespräche mit Menschen, die kein Deutsch sprechen, steht ein Dolmetscher am Telefon bereit.",
    "burglary": "Nach einem Einbruch fasst man nichts an, bis die Spuren an den Türen des Hauses gesichert sind.",
    "crisis": "In einer seelischen Krise kommt ein mobiles Team aus einer Ärztin und einem Sozialarbeiter.",
    "dogs": "Diensthunde suchen nach vermissten Personen in Wäldern und großen Gebäuden.",
    "shifts": "Lange Nachtschichten erhöhen die Zahl der Unfälle und kosten Gesundheit.",
}
QUERIES = [
    ("Beschwerden über Beamte", "complaint"),
    ("Aufnahme der Körperkamera", "camera"),
    ("wann wird gelöscht", "camera"),
    ("das Kind als Zeuge", "witness"),
    ("ein Gespräch mit Dolmetschern", "interpreter"),
    ("Einbrüche in Häuser", "burglary"),
    ("Tür", "burglary"),
    ("seelische Krisen", "crisis"),
    ("vermisste Person im Wald", "dogs"),
    ("großes Gebäude", "dogs"),
    ("Unfall in der Nachtschicht", "shifts"),
]


def two_letters(text: str) -> str:
    """*text* as typed on a keyboard without umlauts."""
    return re.sub("[äöüß]", lambda letter: {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}[letter[0]], text)


@pytest.mark.parametrize("language", ENTRIES, ids=lambda language: language.code)
def test_an_entry_is_complete(language: Language) -> None:
    words = language.common_words.split()

    assert language.stemmer in Stemmer.algorithms()
    assert len(words) == len(set(words)) > 100
    assert all(fold(word) == word for word in words)


@pytest.mark.parametrize(
    "words",
    [
        "Haus Häuser Häusern Haeuser HÄUSER hauser",
        "Straße Straßen Strasse STRASSE",
        "Zeuge Zeugen",
        "Kind Kinder Kindern Kindes",
        "Notruf Notrufe Notrufen",
        "Verhaftung Verhaftungen verhaften",
        "Opfer Opfern",
        "psychisch psychische psychischen psychischer",
        "Einsatz Einsätze Einsätzen Einsatzes",
    ],
)
def test_inflections_of_a_word_share_a_term(words: str) -> None:
    assert len({GERMAN.term_of(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zeuge", "Zeugnis"), ("Wache", "Woche"), ("Recht", "rechnen"), ("Gewalt", "Verwaltung")],
)
def test_other_words_have_other_terms(one: str, other: str) -> None:
    assert GERMAN.term_of(one) != GERMAN.term_of(other)


def test_common_words_are_those_of_the_language_and_no_negation() -> None:
    assert all(GERMAN.is_common(fold(word)) for word in "der die das und für fuer über ueber während".split())
    assert not any(GERMAN.is_common(word) for word in "nicht kein ohne gegen nie the polizei".split())
    assert GERMAN.term_of("die") != ENGLISH.term_of("die")


@pytest.mark.parametrize("typed", [str, fold, two_letters], ids=["as spelled", "folded", "two letters"])
def test_german_sentences_are_found(engine_for: Callable[..., Engine], typed: Callable[[str], str]) -> None:
    german = [make_resource(name, text=text, language="de") for name, text in TEXTS.items()]
    engine = engine_for(*german, make_resource("en", text="Dogs die in hot cars, and the war is over."))

    found = {text: engine.search(SearchRequest(typed(text))).hits[0].id for text, _ in QUERIES}

    assert found == dict(QUERIES)


def test_one_more_language_is_one_more_entry(engine_for: Any) -> None:
    entry = Language(
        code="sv", name="Swedish", other_names=("swe",), stemmer="swedish", common_words="och det"
    )
    swedish = snowball_analyzer(entry)

    assert swedish.term_of("poliserna") == swedish.term_of("POLISER") != GERMAN.term_of("poliser")
    assert swedish.is_common("och")
    with pytest.raises(ValueError, match="Spanish names no stemmer"):
        snowball_analyzer(LANGUAGES["es"])
