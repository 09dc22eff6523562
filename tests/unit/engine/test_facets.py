"""The number that is clicked is the number that is got, whatever else is chosen."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.request import Filters
from tests.twin.facets import facets, passes
from tests.twin.index import Facts
from tests.unit.properties import steadily

TOPICS = ("Stops, Searches, and Arrests", "Use of Force", "use of force", "A|B")
TYPES = ("Video", "Guidebook/Tool")
YEARS = (2019, 2020, 2021)


def some(values):
    return st.lists(st.sampled_from(values), max_size=3).map(tuple)


def made(topics=(), types=(), year=None):
    values = {"topic": topics, "type": types, "year": () if year is None else (str(year),)}
    return Facts(
        id="", title="", topics=topics, types=types, year=year, facets=values, lengths=(), passages=(), lines=(), title_words=0, line_words=(), above=()
    )  # fmt: skip


resources = st.lists(
    st.tuples(some(TOPICS), some(TYPES), st.none() | st.sampled_from(YEARS)).map(
        lambda row: made(tuple(dict.fromkeys(row[0])), tuple(dict.fromkeys(row[1])), row[2])
    ),
    max_size=8,
)  # fmt: skip
filters = st.builds(
    Filters,
    topics=some((*TOPICS, "Unknown")),
    types=some(TYPES),
    years=some((*YEARS, 1)),
    year_from=st.none() | st.integers(2018, 2021),
    year_to=st.none() | st.integers(2019, 2022),
)
CHOOSING: dict[str, Callable[[Any], dict[str, Any]]] = {
    "topic": lambda value: {"topics": (value,)},
    "type": lambda value: {"types": (value,)},
    "year": lambda value: {"years": (value,), "year_from": None, "year_to": None},
}


def chosen(filters, **instead):
    fields = {name: getattr(filters, name) for name in ("topics", "types", "years", "year_from", "year_to")}
    return Filters(**{**fields, **instead})


@steadily(20)
@given(resources, filters)
def test_the_number_clicked_is_the_number_got(resources, filters):
    found = facets(resources, filters)

    for facet, only in CHOOSING.items():
        for value in getattr(found, facet):
            clicked = chosen(filters, **only(value.value))
            assert value.count == sum(passes(each, clicked) for each in resources)


@steadily(20)
@given(resources, filters)
def test_every_value_of_what_is_left_is_listed_once_and_chosen_ones_always(resources, filters):
    found = facets(resources, filters)

    for facet, values, selected in (
        ("topic", lambda each: each.topics, filters.topics),
        ("type", lambda each: each.types, filters.types),
        ("year", lambda each: () if each.year is None else (each.year,), filters.years),
    ):
        listed = [value.value for value in getattr(found, facet)]
        left = {value for each in resources if passes(each, filters, but=facet) for value in values(each)}
        assert set(listed) == left | set(selected)
        assert len(listed) == len(set(listed))
        assert {value.value for value in getattr(found, facet) if value.selected} == set(selected)
        assert all(value.count or value.selected for value in getattr(found, facet))


@steadily(20)
@given(resources, filters)
def test_values_stand_in_the_order_of_the_contract(resources, filters):
    found = facets(resources, filters)

    for values in (found.topic, found.type):
        keys = [(not value.selected, -value.count, value.value) for value in values]
        assert keys == sorted(keys)
    years = [value.value for value in found.year]
    assert years == sorted(years, reverse=True)


@steadily(20)
@given(resources, filters)
def test_one_more_facet_never_leaves_more_and_one_more_value_never_less(resources, filters):
    left = sum(passes(each, filters) for each in resources)

    if not filters.topics:
        assert sum(passes(each, chosen(filters, topics=TOPICS[:1])) for each in resources) <= left
    else:
        wider = chosen(filters, topics=(*filters.topics, TOPICS[0]))
        assert sum(passes(each, wider) for each in resources) >= left


def test_a_range_holds_its_ends_and_is_open_where_it_has_none():
    def in_range(year, filters):
        return passes(made(year=year), filters)

    assert in_range(2019, Filters(year_from=2019, year_to=2019))
    assert not in_range(2018, Filters(year_from=2019))
    assert not in_range(2020, Filters(year_to=2019))
    assert in_range(1, Filters())
