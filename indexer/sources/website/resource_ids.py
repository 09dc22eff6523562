"""The permanent ids of a site's resources, by the keys of their pages and files."""

from collections.abc import Iterable
from typing import Any

from indexer.slug import numbered, permanent_slug
from indexer.sources.website.addresses import readable


class ResourceIds:
    """The ids of one site, in its database."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def of(self, key: str) -> str:
        """Return the id of the resource at *key*: its address as a slug, and a number where another is called so."""
        known = self._known(key)
        if known is None:
            plain = permanent_slug(readable(key))
            known = next(one for one in numbered(plain) if not self._is_taken(one))
            self._connection.execute("INSERT INTO ids VALUES (?, ?)", (key, known))
        return known

    def move(self, old: str, new: str) -> None:
        """Call the resource at *new* what that at *old* was called, if it has no name yet."""
        if self._known(new) is None:
            self._connection.execute("UPDATE ids SET key = ? WHERE key = ?", (new, old))

    def known(self) -> set[str]:
        """Return the ids of all resources that this crawl and the one before found."""
        return {known for (known,) in self._connection.execute("SELECT id FROM ids").fetchall()}

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forget the ids of all other keys."""
        known = {key for (key,) in self._connection.execute("SELECT key FROM ids").fetchall()}
        gone = [(key,) for key in known.difference(keys)]
        self._connection.executemany("DELETE FROM ids WHERE key = ?", gone)

    def _known(self, key: str) -> str | None:
        row = self._connection.execute("SELECT id FROM ids WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _is_taken(self, resource_id: str) -> bool:
        row = self._connection.execute("SELECT 1 FROM ids WHERE id = ?", (resource_id,)).fetchone()
        return row is not None
