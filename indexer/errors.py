"""Errors that a user may see: what went wrong, where, and how to fix it. Imports nothing from this project.

    FieldguideError
    ├── ConfigError       config.toml is wrong                          exit 2
    │   └── SynonymsError a file of synonyms cannot be used             exit 2
    ├── SourceError       a source cannot be scanned completely         exit 3, its resources are kept
    ├── RecordError       one record is invalid                         exit 3, skipped
    ├── ReadError         one document cannot be read                   exit 3, its last good text is kept
    ├── LibraryError      the library cannot be opened or written       exit 1
    ├── BuildError        a build is damaged, unknown or cannot be made exit 1
    │   └── NoBuildError  no build is live, or one this software cannot read   exit 1, HTTP 503
    ├── LockedError       another indexer is running                    exit 4
    └── HeldError         the gate held the new build                   exit 5

A bug is any other exception, and keeps its traceback.
"""

import errno
from pathlib import Path
from typing import ClassVar, Final

_NO_SPACE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_ALLOWED: Final = (errno.EACCES, errno.EPERM, errno.EROFS)


class FieldguideError(Exception):
    """What went wrong, where, and how to fix it; prints as one line."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: str, fix: str) -> None:
        super().__init__(what, where, fix)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        # A file name may contain a newline or a control character, but one error must stay one line.
        line = f"{self.where}: {self.what}; {self.fix}"
        return "".join(character if character.isprintable() else repr(character)[1:-1] for character in line)


class ConfigError(FieldguideError):
    """config.toml or the command line is wrong."""

    exit_code = 2


class SynonymsError(ConfigError):
    """A file of synonyms cannot be used."""

    def __init__(self, what: str, *, where: str, fix: str, line: int | None = None) -> None:
        super().__init__(what, where=where, fix=fix)
        self.line = line  # of the first mistake; None: it is about the whole file
        self.mistakes: tuple[ConfigError, ...] = (self,)  # each by itself


class SourceError(FieldguideError):
    """A source could not be scanned completely; none of its resources is removed."""

    exit_code = 3


class RecordError(FieldguideError):
    """One record does not meet the rules in docs/configuration.md; it is skipped."""

    exit_code = 3


class ReadError(FieldguideError):
    """One document could not be read; its last good text is kept."""

    exit_code = 3


class LibraryError(FieldguideError):
    """The library cannot be opened or written."""


class BuildError(FieldguideError):
    """A build is damaged, unknown, or cannot be made."""


class NoBuildError(BuildError):
    """No build is live, or this version cannot read it."""


class LockedError(FieldguideError):
    """Another indexer holds the lock."""

    exit_code = 4


class HeldError(FieldguideError):
    """The gate held the new build; the old one is still live."""

    exit_code = 5


def fix_for_writing(error: OSError, folder: Path) -> str:
    """Return what to do where a file in *folder* cannot be written."""
    if error.errno in _NO_SPACE:
        return "free disk space"
    return f"let the indexer write to {folder}" if error.errno in _NOT_ALLOWED else "check the disk"
