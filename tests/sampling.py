"""Of many parameters alike, those that `make test` tries; `make slow` tries all of them."""

from collections.abc import Iterable
from typing import Any

import pytest


def sampled(values: Iterable[Any], every: int, *, tuples: bool = False) -> list[Any]:
    """Return *values* as parameters of a test: the first, and each *every*-th after it, stay; the others are slow.

    With *tuples*, each has a value for each of several parameters. What `pytest.param` made keeps its marks if it stays.
    """
    return [
        value if number % every == 0 else pytest.param(*_each(value, tuples), marks=pytest.mark.slow)
        for number, value in enumerate(values)
    ]


def _each(value: Any, tuples: bool) -> tuple[Any, ...]:
    if hasattr(value, "marks"):
        made: tuple[Any, ...] = value.values
        return made
    return value if tuples else (value,)
