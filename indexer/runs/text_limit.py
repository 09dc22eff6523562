"""The resources of a build in; the same with no more text than one may have, and notes for staff on what was cut, out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from indexer.resource import Resource

_NOTED: Final = 10  # resources that are named; a setting that cuts hundreds is said to cut hundreds


class TextLimit:
    """Keeps the first passages of each resource, and remembers of which it kept too few to hold all text."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._left_out: dict[str, int] = {}

    def begin_with(self, left_out: Mapping[str, int]) -> None:
        """Take over what a build says of the resources that stay in it."""
        self._left_out = dict(left_out)

    def forget(self, resource_id: str) -> None:
        """Know nothing more of a resource that is gone."""
        self._left_out.pop(resource_id, None)

    def applied(self, pairs: Iterable[tuple[Resource, str]]) -> Iterator[tuple[Resource, str]]:
        """Yield each resource with its hash, its text cut where it has more passages than one may have."""
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
            f"raise [index] max_passages ({self._most:,}), or divide the resource"
            for resource_id, count in cut[:_NOTED]
        ]
        if len(cut) > _NOTED:
            notes.append(f"the text of {len(cut) - _NOTED:,} more resources is too long and was cut")
        return notes

    def _limited(self, resource: Resource) -> Resource:
        total = sum(len(document.passages) for document in resource.documents)
        if total <= self._most:
            return resource
        room, documents = self._most, []
        for document in resource.documents:
            documents.append(replace(document, passages=document.passages[:room]))
            room -= len(documents[-1].passages)
        return replace(resource, documents=tuple(documents), left_out=total - self._most)
