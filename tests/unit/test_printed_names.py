"""Titles and headings as keys, and the short forms in capitals that they print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.printed_names import acronyms, heading_key, printed_heading, title_key, unnumbered


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
    printed = unnumbered(text)
    if "\x1f" not in title_key(printed):
        assert printed_heading(heading_key(text)) == (title_key(printed), printed)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("5. De-escalation on Scene", "De-escalation on Scene"),
        ("27.2.\u00a0Standby Servers", "Standby Servers"),
        ("27.2 Standby\nServers", "Standby Servers"),
        ("3) Scope", "Scope"),
        ("2019 in review", "2019 in review"),
        ("911 calls", "911 calls"),
        ("5. 2019", "5. 2019"),
        ("1.", "1."),
        ("A. Scope", "A. Scope"),
    ],
)
def test_the_number_of_a_heading_is_not_part_of_its_name(heading: str, expected: str) -> None:
    assert unnumbered(heading) == expected


def test_a_very_long_heading_has_no_key() -> None:
    assert heading_key("x" * 200) == "x" * 200
    assert heading_key("x" * 201) == ""
