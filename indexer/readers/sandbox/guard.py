"""The path of a file from outside in, what its reader found out; read in a child process that may fail.

The child is limited in memory, processor time and open files, the parent limits the time it waits, and believes
only well-formed answers. Whatever a file does to its reader, `read` returns a result or raises ReadError.
"""

import json
import secrets
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import indexer
from indexer.config import ReadingConfig
from indexer.errors import ReadError
from indexer.readers.outcome import Card, ReadResult, cleaned
from indexer.readers.sandbox.child import OUT_OF_MEMORY
from indexer.readers.sandbox.messages import MAX_ANSWER, MAX_ITEMS, Request, Trouble, part_from, request_frame
from indexer.readers.sandbox.process import ChildEndedError, ChildLateError, ChildLiedError, ChildProcess
from indexer.resource import Passage

# A start takes as long as a hundred small files. A new child after so many files bounds what a leak in a parser
# adds up to, and how many files a child that was taken over could lie about.
FILES_PER_CHILD: Final = 1000
MAX_TROUBLE: Final = 300  # signs of what a child says went wrong, and of how to fix it

_EXPORT: Final = "open it, export or save it again and replace the file"

# -I and -B: nothing from the environment, the user's packages or the current folder; no bytecode is written.
# The path is put in by hand, so that the child runs the parent's own code, installed or not.
_START: Final = "import sys; sys.path.insert(0, sys.argv[1]); from indexer.readers.sandbox.child import main; sys.exit(main(sys.argv[2:]))"


class GuardedReader:
    """Reads one file at a time; not for sharing between threads. Use it as a context manager."""

    def __init__(self, limits: ReadingConfig, command: Sequence[str] | None = None) -> None:
        self._limits = limits
        self._command = tuple(command) if command is not None else child_command(limits)
        self._child: ChildProcess | None = None
        self._files = 0  # that this child has read

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; the next `read` starts another."""
        if self._child is not None:
            self._child.kill()
            self._child = None
        self._files = 0

    def read(self, path: Path, format: str, where: str) -> ReadResult:  # noqa: A002 - the word that documents and answers use
        """Return what the reader of *format* finds in the file at *path*.

        Raises ReadError, with *where* as the person knows the file, whatever goes wrong.
        """
        request = Request(path=str(path.absolute()), format=format, token=secrets.token_hex(8))
        while True:
            child, fresh = self._ready(where)
            try:
                answer = self._answer(child, request)
            except (ChildEndedError, ChildLiedError) as error:
                self.close()
                if not fresh and not _is_out_of_time(error):
                    continue  # perhaps for what earlier files did to it; a new child tells
                raise self._failed(error, where) from None
            except ChildLateError:
                self.close()
                what = f"reading it took more than {self._limits.wall_seconds} s"
                fix = "divide it, or raise wall_seconds in [reading]"
                raise ReadError(what, where=where, fix=fix) from None
            except BaseException:
                # Ctrl-C: half an answer is under way, and the next file must not get it.
                self.close()
                raise
            if isinstance(answer, Trouble):
                what, fix = (text[:MAX_TROUBLE] for text in (answer.what, answer.fix))
                raise ReadError(what, where=where, fix=fix)
            return answer

    def _ready(self, where: str) -> tuple[ChildProcess, bool]:
        """Return a child that waits for a request, and whether it has read nothing yet."""
        if self._child is not None and (self._files >= FILES_PER_CHILD or not self._child.is_idle()):
            self.close()
        if self._child is None:
            try:
                self._child = ChildProcess(self._command)
            except OSError as error:
                what = f"no reader could be started ({error.strerror})"
                fix = "check that the machine has free memory and processes"
                raise ReadError(what, where=where, fix=fix) from None
        self._files += 1
        return self._child, self._files == 1

    def _answer(self, child: ChildProcess, request: Request) -> ReadResult | Trouble:
        """Send one request and put the answer together."""
        deadline = time.monotonic() + self._limits.wall_seconds
        child.send(request_frame(request))
        passages: list[Passage] = []
        cards: list[Card] = []
        room = MAX_ANSWER
        while True:
            body = child.receive(deadline)
            room -= len(body)
            try:
                part = part_from(body)
            except ValueError:
                raise ChildLiedError from None
            if part.token != request.token or room < 0:
                raise ChildLiedError
            if part.end is not None and part.end.format != request.format:
                raise ChildLiedError
            passages += part.passages
            cards += part.cards
            if len(passages) + len(cards) > MAX_ITEMS:
                raise ChildLiedError
            if part.end is None and part.trouble is None:
                continue
            if part.peak > self._limits.memory_bytes // 2:
                # What one large file took is never given back whole, and would be missing for the next.
                self.close()
            if part.end is None:
                return part.trouble or Trouble(what="", fix="")
            return cleaned(replace(part.end, passages=tuple(passages), cards=tuple(cards)))

    def _failed(self, error: ChildEndedError | ChildLiedError, where: str) -> ReadError:
        """Say in one line how the child failed."""
        if isinstance(error, ChildLiedError):
            return ReadError("its reader gave an invalid answer", where=where, fix=_EXPORT)
        status = error.status
        what, fix = f"its reader exited early (status {status})", "run make setup, then index again"
        if status == OUT_OF_MEMORY:
            what = f"it needs more than {self._limits.memory_bytes // 2**20} MB of memory to read"
            fix = "divide it, or raise memory_bytes in [reading]"
        elif status == -signal.SIGXCPU:
            what = f"reading it took more than {self._limits.cpu_seconds} s of processor time"
            fix = "divide it, or raise cpu_seconds in [reading]"
        elif status == -signal.SIGKILL:
            what = "its reader was killed (SIGKILL)"
            fix = "check that the machine has free memory, then run `index` again"
        elif status == -signal.SIGABRT:
            # How pdfium ends when it is refused memory; also how it ends on a fault that it notices itself.
            what, fix = "its reader aborted (SIGABRT)", f"{_EXPORT}, or raise memory_bytes in [reading]"
        elif status < 0:
            what, fix = f"its reader crashed ({_signal_name(-status)})", _EXPORT
        return ReadError(what, where=where, fix=fix)


def child_command(limits: ReadingConfig) -> tuple[str, ...]:
    """Return the command line that starts a child with *limits*."""
    root = Path(indexer.__file__).resolve().parent.parent
    told = {
        "max_bytes": limits.max_bytes,
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": limits.cpu_seconds,
    }
    return (sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, str(root), json.dumps(told))


def _is_out_of_time(error: ChildEndedError | ChildLiedError) -> bool:
    """Tell whether a file used up its processor time, which is counted anew for each."""
    return isinstance(error, ChildEndedError) and error.status == -signal.SIGXCPU


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
