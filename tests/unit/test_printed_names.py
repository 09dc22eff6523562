"""Titles and headings as keys, and the short forms in capitals that they print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.printed_names import acronyms, heading_key, printed_heading, title_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crisis Intervention Team (CIT) and SROs", ("CIT", "SRO")),
        ("R&D, Q&A and the B2B’s H2O", ("R&D", "Q&A", "B2B", "H2O")),
        ("COVID-19 and T-SQL", ("COVID", "SQL")),
        ("Part III of A4, THE text OR a Capital", ()),
        ("ALL IN CAPITALS", ()),
        ("NASA", ("NASA",)),
        ("FOO_BAR, ABCDEFGHI and camelCASE", ()),
        ("", ()),
    ],
)
def test_acronyms_are_short_forms_in_capitals(text: str, expected: tuple[str, ...]) -> None:
    assert acronyms([text]) == expected


def test_each_acronym_is_listed_once() -> None:
    assert acronyms(["CIT and SRO", "SRO and CIT"]) == ("CIT", "SRO")


@given(st.text(max_size=60))
def test_a_heading_comes_back_from_its_key_with_its_spaces_settled(text: str) -> None:
    printed = " ".join(text.split())
    if "\x1f" not in title_key(printed):
        assert printed_heading(heading_key(text)) == (title_key(printed), printed)


def test_a_very_long_heading_has_no_key() -> None:
    assert heading_key("x" * 200) == "x" * 200
    assert heading_key("x" * 201) == ""
