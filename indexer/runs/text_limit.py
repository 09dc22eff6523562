"""Limits the text of each resource in a build, and says what was cut."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from indexer.resource import Resource

_MAX_NAMED: Final = 10  # resources that are named; the others are counted


class TextLimit:
    """Keeps the first passages of each resource, and records how many were cut."""

    def __init__(self, max_passages: int) -> None:
        self._max_passages = max_passages
        self._left_out: dict[str, int] = {}

    def begin_with(self, left_out: Mapping[str, int]) -> None:
        """Start with what a build says about resources that stay in it."""
        self._left_out = dict(left_out)

    def forget(self, resource_id: str) -> None:
        """Forget a resource that was removed."""
        self._left_out.pop(resource_id, None)

    def applied(self, pairs: Iterable[tuple[Resource, str]]) -> Iterator[tuple[Resource, str]]:
        """Yield each resource with its hash, cut if it has too many passages."""
        for resource, digest in pairs:
            limited = self._limited(resource)
            if limited.left_out:
                self._left_out[resource.id] = limited.left_out
            else:
                self.forget(resource.id)
            yield limited, digest

    def notes(self) -> list[str]:
        """Return a sentence for each resource whose text was cut."""
        cut = sorted(self._left_out.items())
        notes = [
            f"the text of {resource_id!r} is too long: its last {count:,} passages are not indexed and cannot be found; "
            f"raise [index] max_passages ({self._max_passages:,}), or divide the resource"
            for resource_id, count in cut[:_MAX_NAMED]
        ]
        if len(cut) > _MAX_NAMED:
            notes.append(f"the text of {len(cut) - _MAX_NAMED:,} more resources is too long and was cut")
        return notes

    def _limited(self, resource: Resource) -> Resource:
        total = sum(len(document.passages) for document in resource.documents)
        if total <= self._max_passages:
            return resource
        room, documents = self._max_passages, []
        for document in resource.documents:
            documents.append(replace(document, passages=document.passages[:room]))
            room -= len(documents[-1].passages)
        return replace(resource, documents=tuple(documents), left_out=total - self._max_passages)
