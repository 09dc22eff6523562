from typing import Any

import pytest

from indexer.sources.values import address_of, line_of, names_of, page_of, seconds_of, text_of, year_of


@pytest.mark.parametrize("value", [2019, "2019", " 2019 ", 2019.0, "2019.0"])
def test_a_year_is_taken_however_an_export_writes_it(value: Any) -> None:
    assert year_of(value) == 2019


@pytest.mark.parametrize("value", [True, 0, 10000, -1, "20O9", 2019.5, [2019], "1e3", 10**400, float("inf")])
def test_what_is_no_year_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="whole number from 1 to 9999"):
        year_of(value)


@pytest.mark.parametrize("value", [None, ""])
def test_an_absent_year_is_none(value: Any) -> None:
    assert year_of(value) is None


def test_names_keep_commas_and_order_and_come_once() -> None:
    topic = "Stops, Searches, and Arrests"

    assert names_of([topic, " Use of Force ", "", None, topic]) == (topic, "Use of Force")
    assert names_of(topic) == (topic,)
    assert names_of(f"{topic}|Video", "|") == (topic, "Video")


@pytest.mark.parametrize("value", [[1], {"a": 1}, 7])
def test_names_that_are_no_text_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="list of texts"):
        names_of(value)


@pytest.mark.parametrize(
    "value", ["https://example.org/a?b=c#d", "http://example.org", " https://example.org/a "]
)
def test_an_absolute_web_address_is_taken(value: str) -> None:
    assert address_of(value) == value.strip()


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "/a",
        "example.org",
        "ftp://example.org",
        "https://",
        "http://[",
        "https://a b/",
        7,
    ],
)
def test_any_other_address_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        address_of(value)


def test_a_title_is_one_line_and_keeps_its_printed_faults() -> None:
    assert line_of(" Ambulance-BasedResponses:\n “It’s” \x00here ") == "Ambulance-BasedResponses: “It’s” here"


def test_text_keeps_its_lines_and_loses_control_signs() -> None:
    assert text_of("a\n\nb\x00\x08c\td") == "a\n\nbc\td"
    assert text_of(" \n ") is None


@pytest.mark.parametrize("value", [0, -1, True, "x", 1.5])
def test_a_page_counts_from_one(value: Any) -> None:
    with pytest.raises(ValueError, match="page number"):
        page_of(value)


@pytest.mark.parametrize("value", [-0.1, True, "12", float("nan"), float("inf")])
def test_seconds_count_from_zero(value: Any) -> None:
    with pytest.raises(ValueError, match="seconds"):
        seconds_of(value)
