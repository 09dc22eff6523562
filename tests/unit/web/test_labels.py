import pytest

from searchapp.web.labels import byte_size, clock, long_date, plain_facts, value_name


@pytest.mark.parametrize(
    ("size", "label"),
    [(0, "0 bytes"), (999, "999 bytes"), (12_345, "12 KB"), (3_240_000, "3.2 MB"), (5_000_000_000, "5.0 GB")],
)
def test_sizes_read_as_in_a_file_manager(size: int, label: str) -> None:
    assert byte_size(size) == label


def test_dates_are_written_out_and_what_is_none_stays() -> None:
    assert long_date("2026-11-23T18:52:00Z") == "23 November 2026"
    assert long_date("lately") == "lately"


@pytest.mark.parametrize(("seconds", "label"), [(0, "0:00"), (61.5, "1:01"), (3725, "1:02:05")])
def test_times_into_a_recording(seconds: float, label: str) -> None:
    assert clock(seconds) == label


def test_only_plain_facts_are_shown() -> None:
    assert plain_facts({"page_count": 3, "a": ["x", None, "y"], "b": {}, "c": "", "d": None}) == (
        ("page count", "3"),
        ("a", "x, y"),
    )
    assert plain_facts({"language": "es-MX"}) == (("Language", "Spanish"),)
    assert plain_facts({"language": "Klingon"}) == (("language", "Klingon"),)


@pytest.mark.parametrize(
    ("value", "origin", "shown"),
    [
        ("pdf", "format", "PDF"),
        ("html", "format", "Web page"),
        ("odt", "format", "ODT"),
        ("es", "language", "Spanish"),
        ("Klingon", "language", "Klingon"),
        ("pdf", "audience", "pdf"),
        (2019, "year", 2019),
    ],
)
def test_values_that_programs_write_are_worded(value: str | int, origin: str, shown: str | int) -> None:
    assert value_name(value, origin) == shown
