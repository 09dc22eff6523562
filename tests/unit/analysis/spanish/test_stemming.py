"""Spanish words are found however they are inflected, and without their accents."""

import pytest

from indexer.analysis import ENGLISH, SPANISH, fold
from indexer.analysis.spanish.vocabulary import COMMON_WORDS, PROTECTED


@pytest.mark.parametrize(
    "words",
    [
        "policía policías policia POLICÍA",
        "año años ano",
        "niño niños niña niñas nino",
        "mujer mujeres",
        "joven jóvenes",
        "familia familias familiar familiares",
        "juez jueces",
        "voz voces",
        "directriz directrices",
        "avance avances",
        "clase clases",
        "día días",
        "pie pies",
        "uso usos",
        "arma armas",
        "mes meses",
        "ley leyes",
        "disponible disponibles",
        "investigación investigaciones investigar investigacion",
        "detención detenciones detencion",
        "denuncia denuncias denunciar denunció",
        "ocurrir ocurrió ocurría ocurrido",
        "arrestar arrestó arrestos arrestada",
        "cámara cámaras camara",
    ],
)
def test_inflections_of_a_word_share_a_term(words):
    assert len({SPANISH.term_of(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("policía", "política"), ("cámara", "cama"), ("caso", "casa2"), ("media", "medida"), ("casa", "cazar")],
)
def test_other_words_have_other_terms(one, other):
    assert SPANISH.term_of(one) != SPANISH.term_of(other)


def test_no_term_is_that_of_another_language():
    assert SPANISH.term_of("no") != ENGLISH.term_of("no")
    assert SPANISH.term_of("2019") != ENGLISH.term_of("2019")


def test_rules_of_english_are_not_applied():
    assert SPANISH.term_of("men") != SPANISH.term_of("man")
    assert not SPANISH.is_common("the")
    assert not ENGLISH.is_common("los")


def test_the_lists_hold_words_as_folding_leaves_them():
    assert all(fold(word) == word for word in (*COMMON_WORDS, *PROTECTED))
    assert COMMON_WORDS.isdisjoint(PROTECTED)
