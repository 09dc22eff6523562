"""Of many parameters alike, those that `make test` tries; `make slow` tries all of them."""

from collections.abc import Iterable
from typing import Any

import pytest


def sampled(values: Iterable[Any], every: int) -> list[Any]:
    """Return *values* as parameters of a test: the first, and each *every*-th after it, stay; the others are slow."""
    return [
        value if number % every == 0 else pytest.param(value, marks=pytest.mark.slow)
        for number, value in enumerate(values)
    ]
