"""The small files beside the builds, each replaced in one step."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from indexer.builds.build_writer import sync
from indexer.errors import BuildError, fix_for_writing
from indexer.regular_file import read_small

# A hundred holds or requests take about 20 KB. Servers read notes for every page; a larger file is not a note.
MAX_NOTE: Final = 1024 * 1024  # bytes


class Notes:
    """The notes in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def replace(self, name: str, text: str) -> None:
        """Replace a note atomically: readers see either the old text or the new one. Raises BuildError."""
        temporary_file = self._temporary(name)
        try:
            temporary_file.unlink(missing_ok=True)  # whatever is there: opening a pipe would block
            with temporary_file.open("x", encoding="utf-8") as file:
                file.write(text)
            sync(temporary_file)
            os.replace(temporary_file, self._folder / name)  # noqa: PTH105  # the one step that makes a build live
            sync(self._folder)
        except OSError as error:
            raise BuildError(
                f"it cannot be written ({error.strerror})",
                where=str(self._folder / name),
                fix=fix_for_writing(error, self._folder),
            ) from error

    def read(self, name: str) -> dict[str, Any] | None:
        """Return a note of JSON; None: it is missing or cannot be read. The next run writes it again."""
        try:
            return self.read_strictly(name)
        except (OSError, ValueError):
            return None

    def read_strictly(self, name: str) -> dict[str, Any]:
        """Return a note of JSON; raises OSError or ValueError if it cannot be read."""
        try:
            noted = json.loads(read_small(self._folder / name, MAX_NOTE))
        except RecursionError:
            raise ValueError("too deeply nested") from None
        if not isinstance(noted, dict):
            raise ValueError("not an object")  # noqa: TRY004  # one kind of damage, one kind of error
        return noted

    def clean_up(self, *names: str) -> None:
        """Remove unfinished notes of a killed indexer."""
        for name in names:
            with suppress(OSError):
                self._temporary(name).unlink()

    def _temporary(self, name: str) -> Path:
        return self._folder / f"{name}.new"
