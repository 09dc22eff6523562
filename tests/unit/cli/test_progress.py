"""Where nobody looks at a terminal, a long run says a line now and then, and a short one none."""

import pytest

from indexer.cli.progress import LINE_SECONDS, TerminalProgress, clock_time


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_short_run_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with TerminalProgress(Clock()) as progress:
        progress("reading export", 1, 10)
        progress("reading export", 10, 10)

    assert capsys.readouterr() == ("", "")


def test_a_long_run_says_how_far_how_quickly_and_how_long(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with TerminalProgress(clock) as progress:
        progress("reading export", 1, 60_000)
        clock.now += LINE_SECONDS + 2
        progress("reading export", 12_000, 60_000)
        progress("reading export", 12_001, 60_000)
        clock.now += LINE_SECONDS
        progress("reading website", 5, None)
        clock.now += LINE_SECONDS
        progress("reading website", 10, None)

    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "reading export: 12,000 of 60,000, 1,000 a second, about 0:48 left",
        "reading website: 5",
        "reading website: 10, 1 a second",
    ]


def test_what_goes_wrong_is_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with TerminalProgress(Clock()) as progress:
        progress.say("export line 3: it is no record; fix it")

    assert capsys.readouterr().err == "export line 3: it is no record; fix it\n"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.4, "0:00"), (7, "0:07"), (750, "12:30"), (3750, "1:02:30")]
)
def test_times_to_wait_are_shown_as_clocks_have_them(seconds: float, shown: str) -> None:
    assert clock_time(seconds) == shown
