"""What the index of a build under way came to, for its manifest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from indexer.builds.manifest import Counts, FileEntry
from indexer.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenIndex:
    """An index that is committed."""

    resources: int
    content: str  # `content_hash` of them
    sources: Mapping[str, int]  # resources from each
    smoke_test_ids: tuple[str, ...] = ()  # ids that must be found when the build is tried
    shared: Mapping[str, FileEntry] = field(default_factory=dict)  # files that are those of another build
    counts: Counts | None = None  # None: they are counted from the arrays


class IndexInProgress(Protocol):
    """An index that takes resources in: all of them, or what changed since another build."""

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource, or replace the base's."""
        ...

    def remove(self, resource_id: str) -> None:
        """Leave a resource of the base out."""
        ...

    def commit(self) -> WrittenIndex:
        """Write what was taken in; raises BuildError and OSError."""
        ...

    def cancel(self) -> None:
        """Release what is held; files may be left behind."""
        ...
