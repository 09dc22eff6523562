"""What a finished index commits, as its build's manifest needs to know it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.builds.manifest import Counts, FileEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCommit:
    """The index of a build, after everything was written."""

    resources: int
    content: str  # `content_hash` of them
    sources: Mapping[str, int]  # resources from each
    smoke_test_ids: tuple[str, ...] = ()  # ids that the smoke test must find
    shared: Mapping[str, FileEntry] = field(default_factory=dict)  # files shared with another build
    counts: Counts | None = None  # None: count them from the arrays
