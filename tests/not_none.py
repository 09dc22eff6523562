"""Says that a value is there, where a test would be about nothing without it."""

from typing import TypeVar

Value = TypeVar("Value")


def not_none(value: Value | None) -> Value:
    """Return *value*, which is not None."""
    assert value is not None
    return value
