"""Finds the one element of a parsed page that a test is about, and fails clearly where there is no such element."""

from bs4 import Tag


def only(parsed: Tag, selector: str) -> Tag:
    """Return the one element inside *parsed* that *selector* matches."""
    found = parsed.select(selector)
    assert len(found) == 1, f"{selector} matches {len(found)} elements, not one"
    return found[0]


def first(parsed: Tag, selector: str) -> Tag:
    """Return the first of the elements inside *parsed* that *selector* matches."""
    found = parsed.select_one(selector)
    assert found is not None, f"{selector} matches no element"
    return found
