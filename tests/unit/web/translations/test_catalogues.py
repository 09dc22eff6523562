"""Each catalogue has every message of the pages, translated, with the gaps and the markup of the English."""

import re

import pytest

from indexer.facets import SOURCE, STANDARD, Facet
from indexer.readers.formats import BY_NAME
from searchapp.web.labels import facet_label
from searchapp.web.translations.catalogues import Languages
from searchapp.web.translations.current import speak
from searchapp.web.translations.language import ENGLISH
from tests.not_none import not_none
from tests.unit.web.translations.messages import (
    TAGS,
    catalogue,
    extracted,
    gaps,
    ids,
    markup,
    pairs,
    words,
)

# What is the same in English and in another language on purpose.
SAME = re.compile(r"PDF|video|bytes|[KMG]B|, +UTC|[^A-Za-z]*")


def test_there_is_spanish() -> None:
    assert "es" in TAGS
    assert [(language.tag, language.name) for language in Languages("en")][:2] == [
        ("en", "English"),
        ("es", "Español"),
    ]


def test_the_messages_are_found() -> None:
    found = ids(extracted())

    assert ("Search the library",) in found  # of a template
    assert ("%(count)s filter", "%(count)s filters") in found  # of the code of pages
    assert ("There is no word to search for in this text.",) in found  # of the engine
    assert len(found) > 150


@pytest.mark.parametrize("tag", TAGS)
def test_a_catalogue_has_every_message_and_no_other(tag: str) -> None:
    there, wanted = ids(catalogue(tag)), ids(extracted())

    assert wanted - there == set(), "run `make words`, then translate them"
    assert there - wanted == set(), "no page has these any more"


@pytest.mark.parametrize("tag", TAGS)
def test_every_message_is_translated_in_every_form(tag: str) -> None:
    plurals = catalogue(tag).num_plurals
    lacking = [
        english
        for english, translated in pairs(tag)
        if not all(translated) or len(translated) != (1 if len(english) == 1 else plurals)
    ]

    assert lacking == []
    assert [message.id for message in catalogue(tag) if message.id and message.fuzzy] == []
    assert not catalogue(tag).obsolete


@pytest.mark.parametrize("tag", TAGS)
def test_no_message_was_left_in_english(tag: str) -> None:
    alike = {english for english, translated in pairs(tag) if english == translated}

    assert {english for english in alike if not SAME.fullmatch(words(english[0]).strip())} == set()


@pytest.mark.parametrize("tag", TAGS)
def test_gaps_and_markup_are_those_of_the_english(tag: str) -> None:
    for english, translated in pairs(tag):
        one, many = english[0], english[-1]
        assert gaps(one) <= gaps(many), english
        for form in translated:
            assert gaps(one) <= gaps(form) <= gaps(many), form
            assert markup(form) in (markup(one), markup(many)), form
        assert gaps(translated[-1]) == gaps(many), translated


@pytest.mark.parametrize("tag", TAGS)
def test_words_need_no_escaping_anywhere(tag: str) -> None:
    # They also stand in attributes, and are put into pages as they are.
    texts = [form for both in pairs(tag) for written in both for form in written]

    assert [text for text in texts if re.search(r'[<>&"%]', words(text))] == []


@pytest.mark.parametrize("tag", TAGS)
def test_blanks_at_the_ends_are_those_of_the_english(tag: str) -> None:
    assert [
        translated
        for english, translated in pairs(tag)
        for form in translated
        if form.strip() != form or english[0].endswith(".") != form.endswith(".")
    ] == []


@pytest.mark.parametrize("facet", [*STANDARD, SOURCE], ids=lambda facet: facet.name)
def test_what_the_indexer_calls_facets_is_known(facet: Facet) -> None:
    assert (facet.label,) in ids(extracted())


def test_what_the_indexer_calls_formats_is_known() -> None:
    assert {(each.label,) for each in BY_NAME.values()} <= ids(extracted())


def test_a_facet_that_the_settings_rename_keeps_its_name() -> None:
    spanish = not_none(Languages("en").find("es"))
    speak(spanish)
    try:
        assert facet_label(STANDARD[0]) == "Tema"
        assert facet_label(Facet(name="topic", label="Subject", origin="topics")) == "Subject"
        assert facet_label(Facet(name="audience", label="Audience", origin="for")) == "Público"
        assert facet_label(Facet(name="audience", label="Written for", origin="audience")) == "Written for"
        assert facet_label(Facet(name="agency", label="Agency", origin="agency")) == "Agency"
    finally:
        speak(ENGLISH)
