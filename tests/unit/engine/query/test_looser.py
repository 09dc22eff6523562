"""Texts that ask for the same words with less around them."""

import pytest
from hypothesis import given

from indexer.facets import STANDARD_TABLE
from searchapp.engine.query.looser import MAX_SINGLE, looser_texts
from searchapp.engine.query.parser import parse
from tests.unit.engine.libraries import expensive_queries, queries
from tests.unit.properties import steadily


@pytest.mark.parametrize(
    ("text", "looser"),
    [
        ("crisis team", ()),
        ('"crisis team" now', ("crisis team now",)),
        ("title:crisis", ("crisis",)),
        ('title:"crisis team"  -video', ('title:"crisis team"', "crisis team -video", "crisis team")),
        ('topic:"Use of Force" crisis', ("crisis",)),
        ("year:2019", ()),
        ("-video", ()),
        ("polic* crisis OR team", ()),
        ("-a1 -b1 -c1 -d1 word", ("word",)),
        (" ".join(["-word"] * 20), ()),
        ('"a b" -cat ' + "word " * 7, ("a b" + " word" * 7,)),
        ("it's a “title:” thing", ("it's a title: thing",)),
    ],
)
def test_orders_are_loosened_one_by_one_and_together(text: str, looser: tuple[str, ...]) -> None:
    assert sorted(looser_texts(text, STANDARD_TABLE)) == sorted(looser)
    assert looser_texts(text, STANDARD_TABLE)[-1:] == looser[-1:]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ('"crisis team" zeppelin', ['"crisis team"']),
        ('zeppelin OR Dirigible OR team "big zeppelin"', ["team"]),
        ("title:zeppelin team -zeppelin topic:zeppelin", ["team -zeppelin topic:zeppelin"]),
        ("zeppelin", []),
        ("crisis team", []),
    ],
)
def test_unknown_words_are_left_out(text: str, without: list[str]) -> None:
    unknown = {("zeppelin",), ("dirigible",), ("big", "zeppelin")}

    known = looser_texts(text, STANDARD_TABLE)

    assert [other for other in looser_texts(text, STANDARD_TABLE, unknown) if other not in known] == without


@steadily(100)
@given(queries | expensive_queries)
def test_no_text_has_more_orders_than_before(text: str) -> None:
    looser = looser_texts(text, STANDARD_TABLE)

    assert len(looser) <= MAX_SINGLE + 1
    assert text not in looser
    assert all(_orders(other) <= _orders(text) for other in looser)


def _orders(text: str) -> int:
    query = parse(text)
    return len((*query.excluded, *query.restricted, *query.without))
