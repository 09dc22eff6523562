"""The index of a build in progress, and what its manifest needs to know when it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from indexer.builds.manifest import Counts, FileEntry
from indexer.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenIndex:
    """An index that has been committed."""

    resources: int
    content: str  # `content_hash` of them
    sources: Mapping[str, int]  # resources from each
    smoke_test_ids: tuple[str, ...] = ()  # ids that the smoke test must find
    shared: Mapping[str, FileEntry] = field(default_factory=dict)  # files shared with another build
    counts: Counts | None = None  # None: count them from the arrays


class IndexInProgress(Protocol):
    """An index that takes resources: all of them, or those that changed since another build."""

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource, or replace the base's."""
        ...

    def remove(self, resource_id: str) -> None:
        """Leave out a resource of the base."""
        ...

    def commit(self) -> WrittenIndex:
        """Write everything; raises BuildError and OSError."""
        ...

    def cancel(self) -> None:
        """Release locks; files may be left behind."""
        ...
