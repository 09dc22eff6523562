"""The progress of a run: a bar on a terminal, an occasional line elsewhere."""

import sys
import time
from collections.abc import Callable
from typing import Final, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from indexer.cli.terminal import for_terminal

_REDRAW_SECONDS: Final = 0.1  # a run must not spend its time on redrawing the bar
LINE_SECONDS: Final = 10.0  # between two lines if there is no terminal, so that logs stay readable


class TerminalProgress:
    """Progress on stderr; a context manager.

    On a terminal it draws a bar for each task. Elsewhere it prints a line every LINE_SECONDS: the task, its speed, and
    the remaining time. A run that finishes earlier prints nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._bar = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=self._console,
        )
        self._is_terminal = sys.stderr.isatty()
        self._clock = clock
        self._tasks: dict[str, TaskID] = {}
        self._done: dict[TaskID, int] = {}  # even if not drawn yet
        self._last_redraw = 0.0
        self._started_at: dict[str, float] = {}
        self._last_line = clock()

    def __enter__(self) -> Self:
        if self._is_terminal:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_terminal:
            self._bar.stop()

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Show that *done* of *total* (None: nobody knows) are through with *what*."""
        now = self._clock()
        if not self._is_terminal:
            self._log_line(what, done, total, now)
            return
        if what in self._tasks:
            self._done[self._tasks[what]] = done
        if what in self._tasks and done != total and now - self._last_redraw < _REDRAW_SECONDS:
            return
        self._last_redraw = now
        task = self._tasks.get(what)
        if task is None:
            for other in self._tasks.values():
                self._end(other)
            task = self._tasks[what] = self._bar.add_task(what, total=total)
            self._done[task] = done
        self._bar.update(task, completed=done, total=total)

    def say(self, line: str) -> None:
        """Write a line above the bar."""
        self._console.out(for_terminal(line), highlight=False)

    def _log_line(self, what: str, done: int, total: int | None, now: float) -> None:
        began = self._started_at.setdefault(what, now)
        if now - self._last_line < LINE_SECONDS:
            return
        self._last_line = now
        rate = done / (now - began) if now > began else 0.0
        parts = [f"{what}: {done:,}" + (f" of {total:,}" if total is not None else "")]
        if rate > 0:
            parts.append(f"{rate:,.0f} a second")
            if total is not None:
                parts.append(f"about {clock_time((total - done) / rate)} left")
        self.say(", ".join(parts))

    def _end(self, task: TaskID) -> None:
        done = self._done[task]
        self._bar.update(task, total=done, completed=done)


class _Rate(ProgressColumn):
    """Items per second."""

    def render(self, task: Task) -> Text:
        """Return the column's text for *task*."""
        speed = task.finished_speed or task.speed
        if speed is None and task.finished and task.elapsed:  # it finished before its total was known
            speed = task.completed / task.elapsed
        return Text("" if speed is None else f"{speed:,.0f}/s", style="progress.data.speed")


def clock_time(seconds: float) -> str:
    """Return a duration as on a clock: "0:07", "12:30", "1:02:30"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
