"""When a host may be asked again."""

from datetime import UTC, datetime

import pytest

from indexer.sources.website.politeness import GIVEN_UP, HostPace, retry_after

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def pace(interval: float = 1.0) -> tuple[HostPace, Clock]:
    clock = Clock()
    return HostPace(interval=interval, clock=clock, jitter=lambda: 1.0), clock


def test_requests_are_an_interval_apart() -> None:
    host, _ = pace(0.5)

    host.asked()

    assert host.due == 100.5


def test_a_host_is_asked_as_rarely_as_it_wishes_and_no_more_rarely_than_a_minute() -> None:
    host, _ = pace()
    host.slow_down(5.0)
    host.asked()
    assert host.due == 105.0

    host.slow_down(86400.0)
    host.asked()
    assert host.due == 160.0


def test_waits_double_with_each_failure_and_end_with_an_answer() -> None:
    host, clock = pace()

    waits = []
    for _ in range(3):
        host.failed({}, NOW)
        waits.append(host.due - clock.now)
    host.answered()
    clock.now = 1000.0
    host.failed({}, NOW)

    assert waits == [1.0, 2.0, 4.0]
    assert host.due == 1001.0


def test_a_host_is_left_alone_for_as_long_as_it_asks() -> None:
    host, _ = pace()

    host.failed({"retry-after": "30"}, NOW)

    assert host.due == 130.0
    assert host.given_up is None


def test_a_host_that_asks_for_more_than_can_be_waited_for_is_given_up() -> None:
    host, _ = pace()

    host.failed({"retry-after": "3600"}, NOW)

    assert host.given_up == "it asked clients to wait 3,600 s"


def test_a_host_that_fails_again_and_again_is_given_up() -> None:
    host, _ = pace()

    for _ in range(GIVEN_UP):
        host.failed({}, NOW)

    assert host.given_up == f"it failed {GIVEN_UP} times in a row"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60.0),
        ("Thu, 01 Jan 2025 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
