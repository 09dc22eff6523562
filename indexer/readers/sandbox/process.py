"""One running child with its pipes: frames in and out against a deadline, whatever the child does."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from indexer.readers.sandbox.messages import HEADER, MAX_PART

_CHUNK: Final = 1 << 16
# How long a child may take to be gone after it closed its pipe; then it is made to.
_PARTING: Final = 2.0  # seconds


class ChildEndedError(Exception):
    """The child ended in the middle of an answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status  # negative: the signal that ended it


class ChildLateError(Exception):
    """The deadline passed."""


class ChildLiedError(Exception):
    """The child sent what no reader sends."""


class ChildProcess:
    """A child in a session of its own, with an empty environment and nothing open but two pipes."""

    def __init__(self, command: Sequence[str]) -> None:
        # Where a Python lies apart from its libraries, this names them.
        kept = {key: value for key in ("LD_LIBRARY_PATH",) if (value := os.environ.get(key))}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env=kept,
            start_new_session=True,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("both are pipes")
        self._requests = self._process.stdin
        self._answers = self._process.stdout
        os.set_blocking(self._requests.fileno(), False)
        os.set_blocking(self._answers.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._answers, selectors.EVENT_READ)

    def is_idle(self) -> bool:
        """Tell whether it runs and has nothing to say: it should speak only when asked."""
        return not self._selector.select(timeout=0)

    def send(self, frame: bytes) -> None:
        """Hand over one request; it is small, so a pipe without room belongs to a child that does not read."""
        try:
            sent = os.write(self._requests.fileno(), frame)
        except BrokenPipeError:
            raise ChildEndedError(self._status()) from None
        except BlockingIOError:
            sent = 0
        if sent != len(frame):
            raise ChildLiedError

    def receive(self, deadline: float) -> bytes:
        """Return the body of the next frame; *deadline* is a time of time.monotonic()."""
        (length,) = HEADER.unpack(self._exactly(HEADER.size, deadline))
        if length > MAX_PART:
            raise ChildLiedError
        return self._exactly(length, deadline)

    def kill(self) -> None:
        """End it and whatever it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._selector.close()
        self._requests.close()
        self._answers.close()

    def _exactly(self, size: int, deadline: float) -> bytes:
        got = bytearray()
        while len(got) < size:
            left = deadline - time.monotonic()
            if left <= 0:
                raise ChildLateError
            if not self._selector.select(timeout=left):
                continue
            try:
                chunk = os.read(self._answers.fileno(), min(size - len(got), _CHUNK))
            except BlockingIOError:
                continue
            if not chunk:
                raise ChildEndedError(self._status())
            got += chunk
        return bytes(got)

    def _status(self) -> int:
        """Return how it ended; one that only closed its pipe is ended here."""
        try:
            return self._process.wait(_PARTING)
        except subprocess.TimeoutExpired:
            raise ChildLiedError from None
