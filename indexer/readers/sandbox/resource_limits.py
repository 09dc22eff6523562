"""Limits in, this process confined to them: before a parser is loaded, and again before each file."""

import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

# Python itself, its modules and one document need about a dozen.
OPEN_FILES: Final = 32

_STATUS: Final = Path("/proc/self/status")


def confine(memory_bytes: int) -> None:
    """Let this process have no more than *memory_bytes*, write no file and leave no core."""
    for name, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # pipes are no files: answers still go out
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_AS, memory_bytes),
    ):
        # macOS refuses some of these; the parent's clock remains.
        with suppress(ValueError, OSError):
            resource.setrlimit(name, (value, value))


def allow_cpu(seconds: int) -> None:
    """Allow *seconds* of processor time from now on; past them the kernel ends this process (SIGXCPU)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    # The hard limit stays: the process is used for many files, and each raises the soft one.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def peak_memory() -> int:
    """Return the most memory, in bytes, that this program has used so far."""
    # On Linux ru_maxrss begins with the size of the process that started this one: the child of a large parent
    # would seem large from its first file on.
    with suppress(OSError, ValueError, IndexError):
        return int(_STATUS.read_bytes().split(b"VmHWM:", 1)[1].split(None, 1)[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
