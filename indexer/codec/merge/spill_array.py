"""An array that grows by chunks and is kept in an unnamed temporary file if it is large."""

import mmap
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.codec.segment.file import AnyNumbers

_SPILL_BYTES: Final = 1 << 12  # bytes: a page
_DTYPE: Final = np.dtype(np.int64)


class SpillArray:
    """Numbers that may be too many for memory: the system drops pages of the mapped file when it needs memory."""

    def __init__(self, folder: Path) -> None:
        # Written as a file and mapped read-only: on a full disk a write fails, but writing to a mapping kills the process.
        self._file = SpooledTemporaryFile(max_size=_SPILL_BYTES, mode="w+b", dir=str(folder))  # noqa: SIM115  # `numbers` closes it
        self._size = 0

    def append(self, numbers: AnyNumbers) -> None:
        """Append *numbers*."""
        self._size += self._file.write(np.ascontiguousarray(numbers, _DTYPE).tobytes())

    def numbers(self) -> npt.NDArray[np.int64]:
        """Return all numbers; nothing may be appended afterwards."""
        with self._file as file:
            if self._size <= _SPILL_BYTES:
                file.seek(0)
                return np.frombuffer(file.read(), _DTYPE)
            file.flush()
            content: Any = mmap.mmap(file.fileno(), self._size, access=mmap.ACCESS_READ)
            return np.frombuffer(content, _DTYPE)
