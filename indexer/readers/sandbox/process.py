"""One running child with its pipes: sends and receives frames, with a deadline."""

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
# How long a child may take to exit after it has closed its pipe, before it is killed.
_EXIT_SECONDS: Final = 2.0  # seconds


class ChildExitedError(Exception):
    """The child exited in the middle of an answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status  # negative: the signal that ended it


class ChildTimeoutError(Exception):
    """The deadline passed."""


class InvalidAnswerError(Exception):
    """The child sent something that no reader sends."""


class ChildProcess:
    """A child in its own session, with an empty environment and only two pipes open."""

    def __init__(self, command: Sequence[str]) -> None:
        # Needed if Python's libraries are outside the default locations.
        environment = {key: value for key in ("LD_LIBRARY_PATH",) if (value := os.environ.get(key))}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env=environment,
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
        """Return whether it is running and has sent nothing: it should only answer requests."""
        return not self._selector.select(timeout=0)

    def send(self, frame: bytes) -> None:
        """Send one request. It is small, so if the pipe has no room for it, the child is not reading."""
        try:
            sent = os.write(self._requests.fileno(), frame)
        except BrokenPipeError:
            raise ChildExitedError(self._status()) from None
        except BlockingIOError:
            sent = 0
        if sent != len(frame):
            raise InvalidAnswerError

    def receive(self, deadline: float) -> bytes:
        """Return the body of the next frame; *deadline* is a time of time.monotonic()."""
        (length,) = HEADER.unpack(self._read_exactly(HEADER.size, deadline))
        if length > MAX_PART:
            raise InvalidAnswerError
        return self._read_exactly(length, deadline)

    def kill(self) -> None:
        """Kill it and its child processes."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._selector.close()
        self._requests.close()
        self._answers.close()

    def _read_exactly(self, size: int, deadline: float) -> bytes:
        content = bytearray()
        while len(content) < size:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise ChildTimeoutError
            if not self._selector.select(timeout=remaining):
                continue
            try:
                chunk = os.read(self._answers.fileno(), min(size - len(content), _CHUNK))
            except BlockingIOError:
                continue
            if not chunk:
                raise ChildExitedError(self._status())
            content += chunk
        return bytes(content)

    def _status(self) -> int:
        """Return its exit status; raises InvalidAnswerError if it only closed its pipe."""
        try:
            return self._process.wait(_EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            raise InvalidAnswerError from None
