"""Bodies of pages and files, kept as files of one folder: readers take them from there."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from indexer.sources.website.entry import Entry
from indexer.sources.website.media_types import suffix_for


class BodyStore:
    """The bodies of one site."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Return where the body of that name is."""
        return self._folder / name[:2] / name

    def path_of(self, entry: Entry) -> Path:
        """Return where the body of an entry is, which has one."""
        if entry.body is None:
            raise AssertionError("it has a body")
        return self.path(entry.body)

    def spare(self, host: str) -> Path:
        """Return a path to write a body of *host* to before anything is known of it."""
        return self._folder / f"part-{hashlib.blake2b(host.encode(), digest_size=8).hexdigest()}"

    def keep(self, entry: Entry, fetched: Path, form: str) -> str:
        """Make the file *fetched* the body of an entry; return its name."""
        name = hashlib.blake2b(entry.key.encode(), digest_size=12).hexdigest() + suffix_for(form)
        path = self.path(name)
        path.parent.mkdir(exist_ok=True)
        os.replace(fetched, path)  # noqa: PTH105
        if entry.body is not None and entry.body != name:
            self.delete(entry.body)
        return name

    def has(self, entry: Entry) -> bool:
        """Return whether the body of an entry is there."""
        return entry.body is not None and self.path(entry.body).is_file()

    def drop(self, entry: Entry) -> None:
        """Delete the body of an entry, if it has one."""
        if entry.body is not None:
            self.delete(entry.body)

    def delete(self, name: str) -> None:
        """Delete a body; one that cannot be deleted only takes up space."""
        with suppress(OSError):
            self.path(name).unlink()
