"""The files of a folder that may be read: nothing hidden, and nothing outside it."""

import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from indexer.control_characters import escaped
from indexer.errors import ReadError, RecordError, SourceError
from indexer.ignored_names import is_hidden, is_of_a_system, is_temporary
from indexer.sources.source import Report
from indexer.sources.values import shown

_ITSELF: Final = "put the file itself there"
_MISSING: Final = ("is missing", "put the file there, or take it off the list")
_NO_NAME: Final = ("is not a name that a file can have", "correct it, or take it off the list")
_NO_FILES: Final = {
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _MISSING,
    errno.ENAMETOOLONG: ("is longer than the name of a file can be", "correct it, or take it off the list"),
    errno.ELOOP: ("is a link to itself", _ITSELF),
}


class Tree:
    """The files below one folder, each called by its address: its relative path with "/"."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self._real = root.resolve()
        self._name = name
        # Files of other programs that the last listing found, as named in messages.
        self.skipped: list[str] = []
        # What else it left out by its name, by address; folders end in "/", and nothing in them was looked at.
        self.hidden: list[str] = []
        self.systems: list[str] = []

    def where(self, address: str) -> str:
        """Return the name of the file at *address* for messages."""
        return f"{self._name}/{address}"

    def addresses(self, report: Report) -> list[str]:
        """Return the address of every file, in order; raises SourceError if a folder cannot be listed."""
        if not os.path.isdir(self.root):  # noqa: PTH112  # Path raises where it may not look
            raise SourceError("there is no such folder", where=self._name, fix=f"put it at {self.root}")
        found: list[str] = []
        temporary: list[str] = []
        self.hidden, self.systems = [], []
        for folder, folders, files in os.walk(self.root, onerror=lambda error: self._fail(error, report)):
            # A link to a folder inside is not followed: its files are listed at their own place.
            for name in list(folders):
                path = Path(folder, name)
                if is_hidden(name) or is_of_a_system(name):
                    folders.remove(name)
                    (self.hidden if is_hidden(name) else self.systems).append(f"{self._address(path)}/")
                elif path.is_symlink():
                    folders.remove(name)
                    self._checked(path, report)
            for name in files:
                path = Path(folder, name)
                if is_hidden(name):
                    self.hidden.append(self._address(path))
                elif is_temporary(name):
                    temporary.append(self._address(path))
                elif self._checked(path, report):
                    found.append(self._address(path))
        self.skipped = [escaped(self.where(address)) for address in sorted(temporary)]
        return sorted(found)

    def _address(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def paths(self, *, without: Collection[Path]) -> Iterator[Path]:
        """Yield every folder and file, in order, except those in *without* and those that cannot be listed."""
        for place, folders, files in os.walk(self.root):
            here = Path(place)
            folders[:] = sorted(
                name
                for name in folders
                if not is_hidden(name) and not is_of_a_system(name) and here / name not in without
            )
            yield here
            yield from (
                here / name for name in sorted(files) if not is_hidden(name) and not is_temporary(name)
            )

    def find(self, address: str, where: str) -> tuple[str, Path]:
        """Return the file that a record calls *address*: its address here and its path; raises RecordError."""
        parts = PurePosixPath(address).parts
        if not parts or PurePosixPath(address).is_absolute() or ".." in parts or "\\" in address:
            raise RecordError(
                f"files: {shown(address)} leaves the folder",
                where=where,
                fix='name it by its path inside the folder, with "/" between the parts',
            )
        # An accent may be one character or two: a Mac writes file names in the other way than most exports.
        for form in (None, "NFC", "NFD"):
            spelt = PurePosixPath(unicodedata.normalize(form, address) if form else address)
            path = self.root / spelt
            wrong = self._wrong(path)
            if wrong is None:
                return spelt.as_posix(), path
            what, fix = wrong
            if wrong != _MISSING:
                break
        raise RecordError(f"files: {shown(address)} {what}", where=where, fix=fix)

    def _wrong(self, path: Path) -> tuple[str, str] | None:
        """Return why a record cannot name the file at *path*, and what to do; None: it can."""
        try:
            mode = path.stat().st_mode
        except ValueError:  # a NUL, or half of a surrogate pair
            return _NO_NAME
        except OSError as error:
            # If it cannot be examined (no permission, a failing disk), treat it as a file: reading it reports the error.
            return _NO_FILES.get(error.errno or 0)
        if not path.resolve().is_relative_to(self._real):
            return "is a link out of the folder", _ITSELF
        if stat.S_ISDIR(mode):
            return "is a folder", "name the files in it"
        return None if stat.S_ISREG(mode) else ("is not a regular file", _ITSELF)

    def _checked(self, path: Path, report: Report) -> bool:
        """Return whether *path* is a file to read; report links that lead nowhere or out of the folder."""
        address = path.relative_to(self.root).as_posix()
        where = self.where(address)
        try:
            address.encode()
        except UnicodeEncodeError:
            report(ReadError("its path is not UTF-8", where=where, fix="rename it"))
            return False
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            if path.is_symlink():  # else it went meanwhile
                report(ReadError("the link leads nowhere", where=where, fix="correct the link, or delete it"))
            return False
        except OSError as error:
            if path.is_symlink():
                report(
                    ReadError(f"the link cannot be followed ({error.strerror})", where=where, fix="delete it")
                )
                return False
            raise SourceError(
                f"it cannot be read ({error.strerror})", where=where, fix="check its permissions"
            ) from None
        if path.is_symlink() and not path.resolve().is_relative_to(self._real):
            report(
                ReadError("the link leads out of the folder", where=where, fix="put the file itself there")
            )
            return False
        return stat.S_ISREG(mode)  # reading a pipe or a device would never end

    def _fail(self, error: OSError, report: Report) -> None:
        if error.errno == errno.ENAMETOOLONG:
            # No file below it can be opened, now or ever before: nothing is gone with it.
            where = self.where(os.path.relpath(error.filename, self.root))
            report(
                ReadError(
                    "its path is too long to be opened", where=where, fix="move it up, or rename folders"
                )
            )
            return
        raise SourceError(
            f"the folder {error.filename} cannot be listed ({error.strerror})",
            where=self._name,
            fix="check its permissions",
        ) from None
