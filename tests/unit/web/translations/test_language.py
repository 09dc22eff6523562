"""Numbers, dates and plurals as readers of each language write them."""

from collections.abc import Iterator

import pytest

from searchapp.engine.presenting.match_reasons import MatchReasons, Reason
from searchapp.engine.query import notices
from searchapp.web.labels import byte_size, date_and_time, long_date, value_name
from searchapp.web.translations.catalogues import Languages
from searchapp.web.translations.current import (
    _,
    counted,
    language,
    marked_counted,
    marked_up,
    number_text,
    speak,
)
from searchapp.web.translations.language import ENGLISH
from tests.not_none import not_none


@pytest.fixture
def spanish() -> Iterator[None]:
    """A reader of Spanish."""
    speak(not_none(Languages("en").find("es")))
    yield
    speak(ENGLISH)


def results(number: int) -> str:
    return counted(number, "%(count)s result", "%(count)s results")


def test_one_is_singular() -> None:
    assert [results(number) for number in (0, 1, 1024)] == ["0 results", "1 result", "1,024 results"]


@pytest.mark.usefixtures("spanish")
def test_one_is_singular_in_spanish() -> None:
    assert [results(number) for number in (0, 1, 12_345)] == [
        "0 resultados",
        "1 resultado",
        "12,345 resultados",
    ]


@pytest.mark.usefixtures("spanish")
def test_numbers_dates_and_sizes_in_spanish() -> None:
    assert number_text(1_234_567) == "1,234,567"
    assert long_date("2026-11-23T18:52:00Z") == "23 de noviembre de 2026"
    assert date_and_time("2026-11-23T18:52:00Z") == "23 de noviembre de 2026, 18:52 UTC"
    assert date_and_time("hace poco") == "hace poco"
    assert byte_size(3_240_000) == "3.2 MB"
    assert [value_name("html", "format"), value_name("en", "language")] == ["Página web", "Inglés"]


@pytest.mark.usefixtures("spanish")
def test_what_the_engine_says_is_worded_in_spanish() -> None:
    reasons = MatchReasons(
        (Reason("crisis", ("title", "text")), Reason("equipos", ("text",), ("equipo",)), Reason("x", ())),
        (4, 6),
    )

    assert reasons.line(language()) == (
        "“crisis” en el título; “equipos” en el texto, sobre todo en las páginas 4 y 6; "
        "“equipos” como “equipo”; sin “x”"
    )
    either = MatchReasons((Reason("a or b or c*", ("text",), (), ("a", "b", "c*")),), ())
    assert (either.line(), either.line(language())) == (
        "“a or b or c*” in the text",
        "“a o b o c*” en el texto",
    )
    assert reasons.line().startswith("“crisis” in the title; ")
    assert notices.first_characters(4000).text(language()).startswith("Solo se usaron los primeros 4,000 ")
    (few,) = notices.few_with_most(1, 4, loosened=True)
    assert few.text(language()).startswith("Solo un recurso contiene la mayoría de estas 4 palabras")
    (unknown,) = notices.unknown_words(["zepelín", "quokka"], 4)
    assert unknown.text(language()) == "Ningún recurso contiene “zepelín” o “quokka”."


@pytest.mark.usefixtures("spanish")
def test_a_message_that_no_catalogue_has_stays_as_it_is() -> None:
    assert _("zeppelin %(x)s", x=1) == "zeppelin 1"


@pytest.mark.usefixtures("spanish")
def test_what_fills_a_gap_is_escaped_and_the_message_is_not() -> None:
    hostile = "<script>%(text)s"

    assert marked_up("Nothing here matches “%(text)s”.", text=hostile) == (
        "Nada coincide con “&lt;script&gt;%(text)s”."
    )
    title = marked_up('Details<span class="visually-hidden"> of %(title)s</span>', title=hostile)
    assert title == 'Detalles<span class="visually-hidden"> de &lt;script&gt;%(text)s</span>'
    assert marked_counted(1, "%(count)s <b>page</b>", "%(count)s <b>pages</b>") == "1 <b>page</b>"


def test_a_site_whose_language_has_no_catalogue_speaks_english() -> None:
    assert Languages("xx").site is ENGLISH
    assert Languages("es").site.tag == "es"
