"""A plugin for pytest (`make costs`): the processor time of the tests of each folder, of the processes that they started too.

What a process that outlives its test takes, as the browser does, counts for the test at whose end it ends.
"""

import os
from collections import Counter
from typing import Any

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Measure from here on."""
    config.pluginmanager.register(Costs())


class Costs:
    """Seconds and tests of each folder; where several processes run the tests, of all of them."""

    def __init__(self) -> None:
        self._before = _spent()
        self._seconds: Counter[str] = Counter()
        self._tests: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Any:
        """Add what the test took since its last report: it travels with the report to where all are collected."""
        report = yield
        now = _spent()
        report.processor_seconds = now - self._before
        self._before = now
        return report

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Sum up."""
        folder = report.nodeid.partition("::")[0].rpartition("/")[0]
        self._seconds[folder] += report.processor_seconds
        self._tests[folder] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print a line for each folder."""
        terminalreporter.section("processor time")
        for folder, seconds in self._seconds.most_common():
            terminalreporter.write_line(f"{seconds:8.1f} s  {self._tests[folder]:6,} tests  {folder}")
        terminalreporter.write_line(f"{self._seconds.total():8.1f} s  {self._tests.total():6,} tests")


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
