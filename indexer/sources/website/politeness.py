"""When each host may be requested again: its rate, its crawl delay, and waits after failures."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

MAX_TRIES: Final = 3  # for one address
MAX_WAIT: Final = 600.0  # seconds; a host that asks for more is left alone until the next run
MAX_DELAY: Final = 60.0  # seconds between two requests; a host that asks for more is asked as rarely as that
FIRST_WAIT: Final = 1.0  # seconds, doubled with each failure
GIVEN_UP: Final = 6  # failures behind each other, of different addresses: the host is down


@dataclass(slots=True, kw_only=True)
class HostPace:
    """One host's turn."""

    interval: float  # seconds between two requests
    clock: Callable[[], float]
    jitter: Callable[[], float] = random.random  # 0 to 1
    _due: float = 0.0
    _failures: int = 0
    _given_up: str | None = None
    _delay: float = field(default=0.0)

    @property
    def due(self) -> float:
        """When it may be asked again, on the clock."""
        return self._due

    @property
    def given_up(self) -> str | None:
        """Why it is not asked any more in this run."""
        return self._given_up

    def slow_down(self, delay: float) -> None:
        """Take the wish of the host's robots.txt."""
        self._delay = min(delay, MAX_DELAY)

    def asked(self) -> None:
        """Note that a request begins."""
        self._due = self.clock() + max(self.interval, self._delay)

    def answered(self) -> None:
        """Note an answer, whatever it is, of a host that works."""
        self._failures = 0

    def failed(self, headers: Mapping[str, str], now: datetime | None = None) -> None:
        """Note a failure that may pass: the host is left alone for as long as it asks, or ever longer."""
        self._failures += 1
        wished = retry_after(headers.get("retry-after"), now or datetime.now(UTC))
        if wished is not None and wished > MAX_WAIT:
            self._given_up = f"it asked clients to wait {wished:,.0f} s"
        elif self._failures >= GIVEN_UP:
            self._given_up = f"it failed {self._failures} times in a row"
        # Without jitter, all that wait for a host come back at the same moment.
        backoff = FIRST_WAIT * 2 ** (self._failures - 1) * (0.5 + self.jitter() / 2)
        wait = wished if wished is not None else backoff
        self._due = max(self._due, self.clock() + min(wait, MAX_WAIT))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for; None where it says nothing sensible."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
