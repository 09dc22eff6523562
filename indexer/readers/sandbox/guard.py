"""Reads files from outside in a child process that may fail.

The child has limits on memory, processor time and open files; the parent has a deadline and accepts only well-formed
answers. Whatever a file does to its reader, `read` returns a result or raises ReadError.
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
from indexer.readers.outcome import Card, ReadResult, SheetRow, cleaned
from indexer.readers.sandbox.answers import part_from
from indexer.readers.sandbox.child import OUT_OF_MEMORY
from indexer.readers.sandbox.messages import (
    MAX_ANSWER,
    MAX_ITEMS,
    ReadFailure,
    Request,
    request_frame,
)
from indexer.readers.sandbox.process import (
    ChildExitedError,
    ChildProcess,
    ChildTimeoutError,
    InvalidAnswerError,
)
from indexer.resource import Passage

# Starting a child takes as long as reading a hundred small files. Replacing it after this many files bounds memory
# leaks in parsers, and how many files a child under an attacker's control could falsify.
FILES_PER_CHILD: Final = 1000
MAX_FAILURE_TEXT: Final = 300  # characters of a child's error message, and of its advice

_EXPORT_AGAIN: Final = "open it, export or save it again and replace the file"

# -I and -B: nothing from the environment, the user's packages or the current folder, and no bytecode is written.
# The path is set explicitly, so that the child runs the same code as the parent, installed or not.
_START_CODE: Final = "import sys; sys.path.insert(0, sys.argv[1]); from indexer.readers.sandbox.child import main; sys.exit(main(sys.argv[2:]))"


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
        """Stop the child; the next `read` starts another."""
        if self._child is not None:
            self._child.kill()
            self._child = None
        self._files = 0

    def read(self, path: Path, format: str, where: str) -> ReadResult:  # noqa: A002 - the word that documents and answers use
        """Return what the reader of *format* finds in the file at *path*.

        Raises ReadError if anything goes wrong; *where* names the file in its message.
        """
        request = Request(path=str(path.absolute()), format=format, token=secrets.token_hex(8))
        while True:
            child, is_new = self._ready_child(where)
            try:
                answer = self._receive_answer(child, request)
            except (ChildExitedError, InvalidAnswerError) as error:
                self.close()
                if not is_new and not _is_out_of_time(error):
                    continue  # perhaps because of earlier files: try again with a new child
                raise self._failure_of(error, where) from None
            except ChildTimeoutError:
                self.close()
                what = f"reading it took more than {self._limits.wall_seconds} s"
                fix = "divide it, or raise wall_seconds in [reading]"
                raise ReadError(what, where=where, fix=fix) from None
            except BaseException:
                # Ctrl-C: the rest of the answer must not be taken for that of the next file.
                self.close()
                raise
            if isinstance(answer, ReadFailure):
                what, fix = (text[:MAX_FAILURE_TEXT] for text in (answer.what, answer.fix))
                raise ReadError(what, where=where, fix=fix)
            return answer

    def _ready_child(self, where: str) -> tuple[ChildProcess, bool]:
        """Return a child that is waiting for a request, and whether it has read nothing yet."""
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

    def _receive_answer(self, child: ChildProcess, request: Request) -> ReadResult | ReadFailure:
        """Send one request and assemble the answer."""
        deadline = time.monotonic() + self._limits.wall_seconds
        child.send(request_frame(request))
        passages: list[Passage] = []
        cards: list[Card] = []
        rows: list[SheetRow] = []
        allowance = MAX_ANSWER
        while True:
            body = child.receive(deadline)
            allowance -= len(body)
            try:
                part = part_from(body)
            except ValueError:
                raise InvalidAnswerError from None
            if part.token != request.token or allowance < 0:
                raise InvalidAnswerError
            if part.end is not None and part.end.format != request.format:
                raise InvalidAnswerError
            passages += part.passages
            cards += part.cards
            rows += part.rows
            if len(passages) + len(cards) + len(rows) > MAX_ITEMS:
                raise InvalidAnswerError
            if part.end is None and part.failure is None:
                continue
            if part.peak > self._limits.memory_bytes // 2:
                # Memory used for a large file is never returned completely, and would be missing for the next one.
                self.close()
            if part.end is None:
                return part.failure or ReadFailure(what="", fix="")
            whole = replace(part.end, passages=tuple(passages), cards=tuple(cards), rows=tuple(rows))
            return cleaned(whole)

    def _failure_of(self, error: ChildExitedError | InvalidAnswerError, where: str) -> ReadError:
        """Return the error that describes how the child failed."""
        if isinstance(error, InvalidAnswerError):
            return ReadError("its reader gave an invalid answer", where=where, fix=_EXPORT_AGAIN)
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
            # pdfium aborts if it gets no memory, and also if it detects an internal error.
            what, fix = "its reader aborted (SIGABRT)", f"{_EXPORT_AGAIN}, or raise memory_bytes in [reading]"
        elif status < 0:
            what, fix = f"its reader crashed ({_signal_name(-status)})", _EXPORT_AGAIN
        return ReadError(what, where=where, fix=fix)


def child_command(limits: ReadingConfig) -> tuple[str, ...]:
    """Return the command line that starts a child with *limits*."""
    root = Path(indexer.__file__).resolve().parent.parent
    limit_values = {
        "max_bytes": limits.max_bytes,
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": limits.cpu_seconds,
    }
    return (sys.executable, "-I", "-B", "-X", "utf8", "-c", _START_CODE, str(root), json.dumps(limit_values))


def _is_out_of_time(error: ChildExitedError | InvalidAnswerError) -> bool:
    """Return whether the file used up its processor time, which is counted for each file separately."""
    return isinstance(error, ChildExitedError) and error.status == -signal.SIGXCPU


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
