"""A folder in, the files of it that may be read out: nothing hidden, nothing outside it."""

import os
import stat
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Final

from indexer.errors import ReadError, RecordError, SourceError
from indexer.sources.source import Report

# Names that begin so are not content: .git, .DS_Store, _drafts.
HIDDEN: Final = (".", "_")


class Tree:
    """The files below one folder, each called by its address: its relative path with "/"."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self._real = root.resolve()
        self._name = name

    def where(self, address: str) -> str:
        """Return how messages call the file at *address*."""
        return f"{self._name}/{address}"

    def addresses(self, report: Report) -> list[str]:
        """Return the address of every file, in order; raises SourceError when a folder cannot be listed."""
        if not self.root.is_dir():
            raise SourceError("there is no such folder", where=self._name, mend=f"put it at {self.root}")
        found: list[str] = []
        for folder, folders, files in os.walk(self.root, onerror=self._fail):
            # A link to a folder inside is not followed: its files stand at their own place already.
            for name in list(folders):
                path = Path(folder, name)
                if name.startswith(HIDDEN):
                    folders.remove(name)
                elif path.is_symlink():
                    folders.remove(name)
                    self._checked(path, report)
            for name in files:
                path = Path(folder, name)
                if not name.startswith(HIDDEN) and self._checked(path, report):
                    found.append(path.relative_to(self.root).as_posix())
        return sorted(found)

    def find(self, address: str, where: str) -> tuple[str, Path]:
        """Return the file that a record calls *address*: its address here and its path; raises RecordError."""
        parts = PurePosixPath(address).parts
        if not parts or PurePosixPath(address).is_absolute() or ".." in parts or "\\" in address:
            raise RecordError(
                f"files: {address!r} leaves the folder",
                where=where,
                mend='name it by its path inside the folder, with "/" between the parts',
            )
        # An accent may be one sign or two: a Mac writes file names in the other way than most exports.
        for form in (None, "NFC", "NFD"):
            spelt = PurePosixPath(unicodedata.normalize(form, address) if form else address)
            path = self.root / spelt
            if not self._is_file(path):
                continue
            if not path.resolve().is_relative_to(self._real):
                break
            return spelt.as_posix(), path
        else:
            raise RecordError(
                f"files: {address!r} is missing",
                where=where,
                mend="put the file there, or take it off the list",
            )
        raise RecordError(
            f"files: {address!r} is a link out of the folder", where=where, mend="put the file itself there"
        )

    def _checked(self, path: Path, report: Report) -> bool:
        """Return whether *path* is a file to read; links that lead nowhere or outside are reported."""
        address = path.relative_to(self.root).as_posix()
        where = self.where(address)
        try:
            address.encode()
        except UnicodeEncodeError:
            report(ReadError("its path is not UTF-8", where=where, mend="rename it"))
            return False
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            report(ReadError("the link leads nowhere", where=where, mend="mend the link, or delete it"))
            return False
        except OSError as error:
            if path.is_symlink():
                report(
                    ReadError(
                        f"the link cannot be followed ({error.strerror})", where=where, mend="delete it"
                    )
                )
                return False
            raise SourceError(
                f"it cannot be read ({error.strerror})", where=where, mend="check its rights"
            ) from None
        if path.is_symlink() and not path.resolve().is_relative_to(self._real):
            report(
                ReadError("the link leads out of the folder", where=where, mend="put the file itself there")
            )
            return False
        return stat.S_ISREG(mode)  # a pipe or a device would never end

    def _is_file(self, path: Path) -> bool:
        try:
            return path.is_file()
        except (OSError, ValueError) as error:
            raise SourceError(
                f"it cannot be read ({error})", where=str(path), mend="check its rights"
            ) from None

    def _fail(self, error: OSError) -> None:
        raise SourceError(
            f"the folder {error.filename} cannot be listed ({error.strerror})",
            where=self._name,
            mend="check its rights",
        ) from None
