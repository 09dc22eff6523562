import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.config import SearchConfig
from indexer.facets import STANDARD, STANDARD_TABLE, Facet, FacetTable
from searchapp.engine.request import SORTS
from searchapp.web.accepted_parameters import LAST_PAGE, api_names
from searchapp.web.mistakes import BadParametersError, Mistake
from searchapp.web.parameters import (
    no_parameters,
    strict_request,
    strict_resource,
    tolerant_request,
)

LIMITS = SearchConfig(per_page=10, max_per_page=50)


def mistakes_in(*pairs: tuple[str, str]) -> dict[str, str]:
    with pytest.raises(BadParametersError) as caught:
        strict_request(MultiDict(pairs), LIMITS)
    return {mistake.parameter: mistake.detail for mistake in caught.value.mistakes}


def test_every_parameter_of_the_api_is_read() -> None:
    args = MultiDict(
        [
            ("q", "  crisis team "),
            ("topic", "Stops, Searches, and Arrests"),
            ("topic", "Use of Force"),
            ("topic", "Use of Force"),
            ("type", "Video"),
            ("year", "2019"),
            ("year_from", "2010"),
            ("year_to", "2012"),
            ("sort", "oldest"),
            ("page", "3"),
            ("per_page", "50"),
            ("exact", "1"),
        ]
    )

    request = strict_request(args, LIMITS)

    assert request.text == "crisis team"
    assert request.topics == ("Stops, Searches, and Arrests", "Use of Force")
    assert (request.types, request.years) == (("Video",), (2019,))
    assert (request.year_from, request.year_to) == (2010, 2012)
    assert (request.sort, request.page, request.per_page) == ("oldest", 3, 50)


def hint_of(*pairs: tuple[str, str], facets: FacetTable = STANDARD_TABLE) -> str | None:
    with pytest.raises(BadParametersError) as caught:
        strict_request(MultiDict(pairs), LIMITS, facets)
    return caught.value.hint


def test_whoever_asks_for_a_facet_that_is_not_there_is_told_those_that_are() -> None:
    audience = FacetTable((*STANDARD, Facet(name="audience", label="Audience", origin="audience")))

    assert hint_of(("state", "Ohio")) == "The facets of this library are topic, type, year."
    assert hint_of(("state", "Ohio"), facets=audience) == (
        "The facets of this library are topic, type, year, audience."
    )
    assert hint_of(("page", "x")) is None


def test_all_mistakes_are_named_at_once() -> None:
    mistakes = mistakes_in(
        ("topci", "x"),
        ("page", "x"),
        ("per_page", "51"),
        ("sort", "sideways"),
        ("year", "12345"),
        ("type", " "),
    )

    assert set(mistakes) == {"topci", "page", "per_page", "sort", "year", "type"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("topci", "x", "did you mean topic?"),
        ("Topic", "x", "did you mean topic?"),
        ("perpage", "5", "did you mean per_page?"),
        ("zzzzzz", "5", "use q, topic"),
        ("page", "0", "0 is not from 1"),
        ("page", "-1", "-1 is not from 1"),
        ("page", "1.5", "is not a whole number"),
        ("page", "", "is not a whole number"),
        ("page", "1_0", "is not a whole number"),
        ("page", "٣", "is not a whole number"),
        ("page", "1" + "0" * 30, "is not from 1"),
        ("page", "9" * 6000, "is not a whole number"),
        ("per_page", "0", "is not from 1 to 50"),
        ("year_from", "0", "is not from 1 to 9999"),
        ("year_to", "10000", "is not from 1 to 9999"),
        ("sort", "", "is none of relevance, newest, oldest, title"),
        ("exact", "yes", "is none of 0, 1"),
    ],
)
def test_a_mistake_says_what_would_be_right(name: str, value: str, said: str) -> None:
    assert said in mistakes_in((name, value))[name]


def test_from_after_to_is_a_mistake_of_the_api() -> None:
    assert "year_from" in mistakes_in(("year_from", "2020"), ("year_to", "2010"))


@pytest.mark.parametrize("name", ["q", "page", "exact", "year_from"])
def test_a_single_parameter_given_twice_is_a_mistake_of_the_api(name: str) -> None:
    assert "more than once" in mistakes_in((name, "1"), (name, "0"))[name]


def test_a_resource_takes_a_text_and_a_page_of_its_documents_and_nothing_else() -> None:
    assert strict_resource(MultiDict([("q", " force ")])) == ("force", 1, True)
    assert strict_resource(MultiDict([("documents", "3")])) == ("", 3, True)
    assert strict_resource(MultiDict([("expand", "0")])) == ("", 1, False)

    with pytest.raises(BadParametersError):
        strict_resource(MultiDict([("page", "1")]))
    with pytest.raises(BadParametersError):
        strict_resource(MultiDict([("documents", "0")]))
    with pytest.raises(BadParametersError):
        strict_resource(MultiDict([("expand", "no")]))
    with pytest.raises(BadParametersError):
        no_parameters(MultiDict([("q", "1")]))


def test_pages_ignore_what_they_cannot_use() -> None:
    args = MultiDict(
        [
            ("utm_source", "mail"),
            ("topic", ""),
            ("type", "  "),
            ("year", "last"),
            ("year", "2019"),
            ("year_from", "x"),
            ("year_to", ""),
            ("sort", "sideways"),
            ("page", "-4"),
            ("per_page", "7"),
        ]
    )

    request = tolerant_request(args, LIMITS).asked

    assert (request.topics, request.types, request.years) == ((), (), (2019,))
    assert (request.year_from, request.year_to) == (None, None)
    assert (request.sort, request.page, request.per_page) == ("relevance", 1, 10)


def test_pages_turn_round_years_given_the_wrong_way_round() -> None:
    request = tolerant_request(MultiDict([("year_from", "2020"), ("year_to", "2010")]), LIMITS).asked

    assert (request.year_from, request.year_to) == (2010, 2020)


def test_pages_hold_an_absurd_page_number_within_bounds() -> None:
    assert tolerant_request(MultiDict([("page", "1" + "0" * 30)]), LIMITS).asked.page == LAST_PAGE


ANY_ARGS = st.lists(
    st.tuples(st.sampled_from([*api_names(), "utm_source"]), st.text() | st.integers().map(str)), max_size=12
).map(MultiDict)


@given(ANY_ARGS)
def test_nothing_that_a_page_is_asked_raises(args: MultiDict[str, str]) -> None:
    request = tolerant_request(args, LIMITS).asked

    assert 1 <= request.page <= LAST_PAGE
    assert request.sort in SORTS
    assert all(1 <= year <= 9999 for year in request.years)


@given(ANY_ARGS)
def test_the_api_answers_a_request_or_names_its_mistakes(args: MultiDict[str, str]) -> None:
    said: tuple[Mistake, ...] | None = None
    try:
        per_page = strict_request(args, LIMITS).per_page
    except BadParametersError as error:
        per_page, said = 1, error.mistakes

    assert 1 <= per_page <= 50
    assert said is None or said


@given(st.text())
def test_no_text_is_a_mistake(text: str) -> None:
    assert strict_request(MultiDict([("q", text)]), LIMITS).text == text.strip()
