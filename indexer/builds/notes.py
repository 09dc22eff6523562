"""Small files beside the builds: each is replaced in one step, and read as far as it can be."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from indexer.builds.writing import sync
from indexer.errors import BuildError


class Notes:
    """The notes in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def replace(self, name: str, text: str) -> None:
        """Write a note anew: whoever reads it sees the old text or the new one, whole. Raises BuildError."""
        fresh = self._fresh(name)
        try:
            fresh.write_text(text, encoding="utf-8")
            sync(fresh)
            os.replace(fresh, self._folder / name)  # noqa: PTH105  # the one step that makes a build live
            sync(self._folder)
        except OSError as error:
            raise BuildError(
                f"it cannot be written ({error.strerror})",
                where=str(self._folder / name),
                mend="make room on the disk and check who may write there",
            ) from error

    def read(self, name: str) -> dict[str, Any] | None:
        """Return what a note of JSON says; None: it is not there, or cannot be read. The next run writes it anew."""
        try:
            noted = json.loads((self._folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return noted if isinstance(noted, dict) else None

    def clean_up(self, *names: str) -> None:
        """Remove what is left of notes that a killed indexer was writing."""
        for name in names:
            with suppress(OSError):
                self._fresh(name).unlink()

    def _fresh(self, name: str) -> Path:
        return self._folder / f"{name}.new"
