"""The child's loop: opens each requested file, passes it to its reader, and sends the result or the failure."""

import os
import stat
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from indexer.errors import ReadError
from indexer.readers.outcome import ReadResult
from indexer.readers.registry import reader_of
from indexer.readers.sandbox.messages import (
    HEADER,
    MAX_ITEMS,
    AnswerPart,
    ReadFailure,
    Request,
    answer_frames,
    part_frame,
    request_from,
)
from indexer.readers.sandbox.resource_limits import allow_cpu, peak_memory


def serve(requests: BinaryIO, answers: BinaryIO, max_bytes: int, cpu_seconds: int) -> None:
    """Answer requests until *requests* ends, with *cpu_seconds* of processor time for each."""
    while header := requests.read(HEADER.size):
        request = request_from(requests.read(HEADER.unpack(header)[0]))
        allow_cpu(cpu_seconds)
        answers.writelines(_answer(request, max_bytes, cpu_seconds))
        answers.flush()


def _answer(request: Request, max_bytes: int, cpu_seconds: int) -> Iterator[bytes]:
    try:
        yield from answer_frames(_read(request, max_bytes, cpu_seconds), request.token, peak_memory())
    except ReadError as error:
        yield _failure_frame(request, error.what, error.fix)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost edge: a bug in reading one file must not affect the next
        fault = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{type(error).__name__} in {Path(fault.filename).name}:{fault.lineno}"
        yield _failure_frame(request, f"its reader failed ({at})", "report it with the file")


def _read(request: Request, max_bytes: int, cpu_seconds: int) -> ReadResult:
    read = reader_of(request.format)
    allow_cpu(cpu_seconds)  # anew: loading a parser is not the file's fault
    result = read(read_regular_file(Path(request.path), max_bytes), request.path)
    if len(result.passages) + len(result.cards) > MAX_ITEMS:
        what = f"it has more than {MAX_ITEMS:,} passages"
        raise ReadError(what, where=request.path, fix="divide it")
    return result


def _failure_frame(request: Request, what: str, fix: str) -> bytes:
    failure = ReadFailure(what=what, fix=fix)
    return part_frame(AnswerPart(token=request.token, failure=failure, peak=peak_memory()))


def read_regular_file(path: Path, max_bytes: int) -> bytes:
    """Return the content of the regular file at *path*; ReadError if it is a link, empty, or larger than *max_bytes*."""
    where = str(path)
    try:
        # O_NONBLOCK: opening a named pipe would block.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise ReadError("it no longer exists", where=where, fix="run `index` again") from None
    except OSError as error:
        if path.is_symlink():
            raise ReadError("it is a link", where=where, fix="put the file itself there") from None
        raise ReadError(
            f"it cannot be opened ({error.strerror})", where=where, fix="check its permissions"
        ) from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise ReadError("it is not a regular file", where=where, fix="remove it")
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        if status.st_size == 0:
            raise ReadError("it is empty", where=where, fix="restore its content, or remove it")
        if status.st_size > max_bytes:
            raise ReadError(
                f"it has {status.st_size:,} bytes (the limit is {max_bytes:,})",
                where=where,
                fix="divide it, or raise max_bytes in [reading]",
            )
        try:
            return file.read(status.st_size)  # max_bytes would be allocated at once
        except OSError as error:
            raise ReadError(
                f"it cannot be read ({error.strerror})", where=where, fix="check the disk"
            ) from None
