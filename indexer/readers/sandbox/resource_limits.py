"""The resource limits of this process: set before a parser is loaded, and processor time again before each file."""

import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

# Python itself, its modules and one document need about a dozen.
OPEN_FILES: Final = 32

_STATUS: Final = Path("/proc/self/status")


def limit_resources(memory_bytes: int) -> None:
    """Limit the memory of this process to *memory_bytes*, and let it write no files and no core dumps."""
    for name, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # does not affect pipes
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_AS, memory_bytes),
    ):
        # macOS refuses some of these; the parent's deadline still applies.
        with suppress(ValueError, OSError):
            resource.setrlimit(name, (value, value))


def allow_cpu(seconds: int) -> None:
    """Allow *seconds* of processor time from now on; after that, the kernel ends this process (SIGXCPU)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    # The hard limit stays: the process reads many files, and each raises the soft limit.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def peak_memory() -> int:
    """Return the peak memory of this process so far, in bytes."""
    # On Linux, ru_maxrss starts with the size of the parent process: the child of a large parent would seem large from
    # its first file on.
    with suppress(OSError, ValueError, IndexError):
        return int(_STATUS.read_bytes().split(b"VmHWM:", 1)[1].split(None, 1)[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
