"""Words that only ask do not count: with a question word before them, at the beginning or the end of a question."""

import pytest

from indexer.analysis import ANALYZERS
from searchapp.engine.query.parser import parse
from searchapp.engine.query.query import Words, asked_for


def asked(text, language="en"):
    query = parse(text, languages=(ANALYZERS[language],))
    return " ".join(word.raw for unit in asked_for(query) for word in unit.words)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("what goes in the config file", "config file"),
        ("What goes into a pursuit policy?", "pursuit policy"),
        ("where do I set HISTSIZE", "HISTSIZE"),
        ("where are temporary files kept", "temporary files"),
        ("what is a warrant used for", "warrant"),
        ("what does exigent mean", "exigent"),
        ("is there a way to limit bandwidth", "limit bandwidth"),
        ("is it possible to limit bandwidth", "limit bandwidth"),
        ("which mode should I choose", "mode"),
        ("I want to limit bandwidth", "limit bandwidth"),
        ("how do I go about limiting bandwidth", "limiting bandwidth"),
        ("WHAT GOES IN A REPORT", "REPORT"),
    ],
)
def test_what_only_asks_does_not_count(text, counted):
    assert asked(text) == counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("goes", "goes"),
        ("what goes", "what goes"),  # there is nothing else
        ("set where", "set"),  # the question word comes after it
        ("officers who want to go home", "officers want go home"),
        ("how to use force", "use force"),  # it is what is done
        ("where is the use of set pieces told", "use set pieces told"),  # between other words
        ("what the GO program does", "GO program"),  # a name
        ("means of entry", "means entry"),
    ],
)
def test_the_same_words_count_elsewhere(text, counted):
    assert asked(text) == counted


@pytest.mark.parametrize(
    ("language", "text", "counted"),
    [
        ("es", "¿qué significa consentimiento?", "consentimiento"),
        ("es", "dónde encuentro el formulario", "formulario"),
        ("de", "Was bedeutet Einwilligung", "Einwilligung"),
        ("de", "wo finde ich das Formular", "Formular"),
        ("es", "significa consentimiento", "significa consentimiento"),
    ],
)
def test_each_language_has_its_own(language, text, counted):
    assert asked(text, language) == counted


def test_in_quotes_and_with_an_operator_they_are_asked_for():
    query = parse('"what goes in" what goes in reports')

    (phrase,) = query.required
    assert isinstance(phrase, Words)
    assert [word.raw for word in phrase.words] == ["what", "goes", "in"]
    assert asked('"what goes in" what goes in reports') == "reports"
    assert asked("what title:goes in reports") == "reports"
