"""Numbers in, chunk after chunk; the same numbers out, mapped from a file without a name if they are many."""

import mmap
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.codec.segment.file import AnyNumbers

_SPILL_BYTES: Final = 1 << 12  # bytes: a page
_WIDE: Final = np.dtype(np.int64)


class SpillArray:
    """Numbers that may be too many for memory: pages of a mapped file are dropped when the system wants room."""

    def __init__(self, folder: Path) -> None:
        # Written to, and mapped for reading alone: a full disk fails a write, but kills who writes to a map.
        self._file = SpooledTemporaryFile(max_size=_SPILL_BYTES, mode="w+b", dir=str(folder))  # noqa: SIM115  # `numbers` closes it
        self._size = 0

    def append(self, numbers: AnyNumbers) -> None:
        """Write some more."""
        self._size += self._file.write(np.ascontiguousarray(numbers, _WIDE).tobytes())

    def numbers(self) -> npt.NDArray[np.int64]:
        """Return all of them; nothing may be appended afterwards."""
        with self._file as file:
            if self._size <= _SPILL_BYTES:
                file.seek(0)
                return np.frombuffer(file.read(), _WIDE)
            file.flush()
            content: Any = mmap.mmap(file.fileno(), self._size, access=mmap.ACCESS_READ)
            return np.frombuffer(content, _WIDE)
