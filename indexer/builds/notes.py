"""Small files beside the builds: each is replaced in one step, and read as far as it can be."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from indexer.builds.writing import sync
from indexer.errors import BuildError
from indexer.regular_file import read_small

# A hundred holds or requests are some 20 KB. Servers read a note at each page: what is larger was not written by us.
MAX_NOTE: Final = 1024 * 1024  # bytes


class Notes:
    """The notes in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def replace(self, name: str, text: str) -> None:
        """Write a note anew: whoever reads it sees the old text or the new one, whole. Raises BuildError."""
        temporary_file = self._temporary(name)
        try:
            temporary_file.unlink(missing_ok=True)  # whatever was left there: a pipe would be waited for
            with temporary_file.open("x", encoding="utf-8") as file:
                file.write(text)
            sync(temporary_file)
            os.replace(temporary_file, self._folder / name)  # noqa: PTH105  # the one step that makes a build live
            sync(self._folder)
        except OSError as error:
            raise BuildError(
                f"it cannot be written ({error.strerror})",
                where=str(self._folder / name),
                fix="free disk space and check permissions",
            ) from error

    def read(self, name: str) -> dict[str, Any] | None:
        """Return what a note of JSON says; None: it is not there, or cannot be read. The next run writes it anew."""
        try:
            return self.read_strictly(name)
        except (OSError, ValueError):
            return None

    def read_strictly(self, name: str) -> dict[str, Any]:
        """Return what a note of JSON says; OSError or ValueError where it cannot be read."""
        try:
            noted = json.loads(read_small(self._folder / name, MAX_NOTE))
        except RecursionError:
            raise ValueError("too deeply nested") from None
        if not isinstance(noted, dict):
            raise ValueError("not an object")  # noqa: TRY004  # one kind of damage, told in one way
        return noted

    def clean_up(self, *names: str) -> None:
        """Remove what is left of notes that a killed indexer was writing."""
        for name in names:
            with suppress(OSError):
                self._temporary(name).unlink()

    def _temporary(self, name: str) -> Path:
        return self._folder / f"{name}.new"
