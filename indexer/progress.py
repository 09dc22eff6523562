"""How far a run is, shown as a bar on a terminal; nothing is shown where nobody looks."""

import sys
import time
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn

_PAUSE: Final = 0.1  # seconds between two looks of the bar: a run must not spend its time on drawing


class TerminalProgress:
    """A bar on stderr, one line for each thing done; a context manager. Off a terminal it only says lines."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._bar = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=self._console,
        )
        self._shown = sys.stderr.isatty()
        self._tasks: dict[str, TaskID] = {}
        self._done: dict[TaskID, int] = {}  # drawn or not
        self._drawn = 0.0

    def __enter__(self) -> Self:
        if self._shown:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._bar.stop()

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Show that *done* of *total* (None: nobody knows yet) are through with *what*."""
        if not self._shown:
            return
        now = time.monotonic()
        if what in self._tasks:
            self._done[self._tasks[what]] = done
        if what in self._tasks and done != total and now - self._drawn < _PAUSE:
            return
        self._drawn = now
        task = self._tasks.get(what)
        if task is None:
            for other in self._tasks.values():
                self._end(other)
            task = self._tasks[what] = self._bar.add_task(what, total=total)
            self._done[task] = done
        self._bar.update(task, completed=done, total=total)

    def say(self, line: str) -> None:
        """Write a line above the bar."""
        self._console.out(line, highlight=False)

    def _end(self, task: TaskID) -> None:
        done = self._done[task]
        self._bar.update(task, total=done, completed=done)
