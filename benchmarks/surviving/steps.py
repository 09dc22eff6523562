"""A command of Fieldguide in; it run, and killed just before the step so and so many among those that change files, out.

    python -m benchmarks.surviving.steps FOLDER STEP --config FILE COMMAND...

A step is any call that makes, writes, links, renames or removes a file below FOLDER, but for those of SQLite. STEP 0 kills
never, and tells on the last line of standard error how many steps there were.
"""

import os
import signal
import sys
from dataclasses import dataclass
from typing import Any, Final

from searchapp.cli import main as fieldguide

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGING: Final = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"}
_INSIDE: Final = {"os.remove": 1, "os.rmdir": 1}  # where the open folder stands that a bare name is in


@dataclass(slots=True)
class Steps:
    """Counts the steps of this process, and ends it at one."""

    folder: str
    last: int
    count: int = 0

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take what Python is about to do."""
        if not self._changes(event, arguments):
            return
        self.count += 1
        if self.count == self.last:
            os.killpg(0, signal.SIGKILL)  # its children too, as whoever starts us would

    def _changes(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "open":
            path, _, flags = arguments
            return bool(flags & _WRITING) and str(path).startswith(self.folder)
        if event not in _CHANGING:
            return False
        # Whole folders are removed name by name: we remove no others than builds.
        bare = event in _INSIDE and arguments[_INSIDE[event]] != -1
        return bare or str(arguments[0]).startswith(self.folder)


def main() -> None:
    """Run the command."""
    steps = Steps(folder=sys.argv.pop(1), last=int(sys.argv.pop(1)))
    sys.addaudithook(steps.audit)
    code = fieldguide()
    if not steps.last:
        sys.stderr.write(f"\n{steps.count}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
