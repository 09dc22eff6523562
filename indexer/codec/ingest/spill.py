"""Writes batches to spill files, in this process or in a worker process on another core."""

import os
import pickle
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from indexer.codec.ingest.batch import Batch
from indexer.codec.ingest.token_table import TokenTable
from indexer.codec.segment.file import write_sections
from indexer.errors import BuildError

# Bytes: a smaller batch takes longer to hand over than to write.
_MIN_BATCH_BYTES: Final = 1 << 20

_ROOT: Final = Path(__file__).resolve().parents[3]


class SpillFiles:
    """Writes batches one after another, with one token table for all of them."""

    def __init__(self, tokens: int) -> None:
        self._max_tokens = tokens
        self._table = TokenTable()

    def write(self, path: Path, batch: Batch) -> None:
        """Write *batch* to the new segment file *path*."""
        if len(self._table) > self._max_tokens:
            self._table = TokenTable()
        write_sections(path, *batch.sections(self._table), batch.layout)


class SpillWorker:
    """A process that writes spill files, one at a time. It starts with the first one and is stopped by `close`.

    It reads from a pipe, so it also ends when this process does. Ctrl-C does not reach it.
    """

    def __init__(self, tokens: int) -> None:
        self._tokens = tokens
        self._process: subprocess.Popen[bytes] | None = None
        self._busy = False

    def take(self, path: Path, batch: Batch) -> bool:
        """Start writing *batch*, unless the worker is still busy; return whether it was started.

        Raises the error of the previous batch, if it failed: OSError or BuildError.
        """
        if batch.size < _MIN_BATCH_BYTES or _cores() < 2:  # this process already uses one
            return False
        process = self._process or self._started()
        if self._busy and not select.select([_pipe(process.stdout)], [], [], 0)[0]:
            return False
        self.wait()
        try:
            pickle.dump((path, batch), _pipe(process.stdin), protocol=5)
            _pipe(process.stdin).flush()
        except BrokenPipeError:
            raise _ended(process) from None
        self._busy = True
        return True

    def wait(self) -> None:
        """Wait until nothing is being written; raises OSError or BuildError if that failed."""
        if self._process is None or not self._busy:
            return
        try:
            failed = pickle.load(_pipe(self._process.stdout))  # noqa: S301  # from our own code
        except EOFError:
            raise _ended(self._process) from None
        self._busy = False
        if failed is not None:
            raise failed if isinstance(failed, OSError) else _fault(failed)

    def close(self) -> None:
        """Stop the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            _pipe(self._process.stdout).close()
            with suppress(BrokenPipeError):  # half a batch may still be buffered
                _pipe(self._process.stdin).close()
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "indexer.codec.ingest.spill", str(self._tokens)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,  # where a module is looked for first
            start_new_session=True,
        )
        return self._process


def _pipe(end: Any) -> Any:
    if end is None:
        raise AssertionError("both are pipes")
    return end


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ended(process: "subprocess.Popen[bytes]") -> BuildError:
    return _fault(f"the process that writes spill files ended (status {process.wait()})")


def _fault(what: str) -> BuildError:
    return BuildError(what, where="the index", fix="check the machine's free memory, and index again")


def main() -> None:
    """Write the batches that arrive on stdin, and answer on stdout, until stdin ends."""
    files = SpillFiles(int(sys.argv[1]))
    while True:
        try:
            path, batch = pickle.load(sys.stdin.buffer)  # noqa: S301  # from our own code
        except EOFError:
            return
        failed: OSError | str | None = None
        try:
            files.write(path, batch)
        except OSError as error:
            failed = error
        except Exception as error:  # noqa: BLE001  # the outermost edge of this process
            failed = f"{type(error).__name__}: {error}"
        del batch
        pickle.dump(failed, sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
