"""The writing side of a search engine, as runs and commands see it: builds, but never their files.

`indexer/open_index_writer.py` chooses the engine of a library. The reading side is `searchapp.engine.SearchEngine`.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from indexer.errors import BuildError
from indexer.resource import Resource, Topic
from indexer.run_notes import RequestNote, RunNote
from indexer.stored_fields import StoredResource

Entry = tuple[str, str]  # the source of a resource, and the hash of its content


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInfo:
    """The description of a finished index."""

    id: str
    built_at: str  # ISO 8601, UTC
    software: str  # version of Fieldguide that made it
    schema_version: int
    content: str  # hash of its resources: equal for builds of the same library
    resources: int
    documents: int
    passages: int
    sources: Mapping[str, int]  # resources from each
    facets: Mapping[str, Mapping[str, int]]  # facet -> value -> resources
    settings: Mapping[str, str] = field(default_factory=dict)  # those that shape the index
    analyzers: Mapping[str, int] = field(default_factory=dict)  # language of its resources -> version
    left_out: Mapping[str, int] = field(default_factory=dict)  # resource id -> passages too many to index


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of reading a build completely."""

    build: str
    files: int  # how many files were read
    damage: Sequence[BuildError]  # empty: the build is sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The build that a new one is based on, and which of its resources do not stay."""

    build: str
    previous: Mapping[str, Entry]  # its entries of everything that will be replaced or removed


class BuildReader(Protocol):
    """Looks up resources in a build. A build that cannot be read counts as empty."""

    @property
    def known(self) -> bool:
        """Whether there is a build at all."""
        ...

    @property
    def facets(self) -> Mapping[str, Mapping[str, int]] | None:
        """Facet -> value -> resources; None: unknown."""
        ...

    def get(self, resource_id: str) -> StoredResource | None:
        """Return what the build stores of a resource; None: it is not in the build, or cannot be read."""
        ...


class NewBuild(Protocol):
    """A build in progress, which nobody reads yet."""

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource with the hash of its content, or replace the base's."""
        ...

    def remove(self, resource_id: str) -> None:
        """Leave out a resource of the base."""
        ...

    def finish(self) -> BuildInfo:
        """Write everything, sync it and smoke-test it; it is not live yet. Raises BuildError."""
        ...


class IndexWriter(Protocol):
    """Makes builds and knows which one is live. One indexer at a time; every method may raise BuildError."""

    def lock(self, *, dry_run: bool = False) -> AbstractContextManager[None]:
        """Hold the indexer's lock, or raise LockedError. A *dry_run* goes without it if it would have to write."""
        ...

    def clean_up(self) -> None:
        """Remove what a killed indexer left behind; the caller holds the lock."""
        ...

    # -- builds --------------------------------------------------------------------------------------------

    def live_id(self) -> str | None:
        """Return the id of the live build; None: there is none."""
        ...

    def live(self) -> BuildInfo | None:
        """Return the live build; None: there is none."""
        ...

    def get(self, build_id: str) -> BuildInfo:
        """Return one build, or raise BuildError with the existing ids."""
        ...

    def all(self) -> Sequence[BuildInfo]:
        """Return every readable build, oldest first."""
        ...

    def entries(self, build_id: str) -> dict[str, Entry]:
        """Return the resources of a build with source and hash."""
        ...

    def reader(self, build_id: str | None) -> BuildReader:
        """Return the reader of a build; None: no build."""
        ...

    def verify(self, build_id: str) -> Verification:
        """Read a build completely."""
        ...

    def quick_damage(self, build_id: str) -> BuildError | None:
        """Return the first damage that a quick check finds."""
        ...

    # -- making one ----------------------------------------------------------------------------------------

    def begin(
        self, *, topics: Iterable[Topic], settings: Mapping[str, str], base: Base | None = None
    ) -> AbstractContextManager[NewBuild]:
        """Begin a build; if it is not finished, nothing of it remains. With a *base*, unchanged resources are shared."""
        ...

    def publish(self, build_id: str) -> BuildInfo:
        """Make a build live in one step, and release its content if it was held."""
        ...

    def rollback(self, build_id: str | None = None) -> BuildInfo:
        """Make an earlier build live (None: the one before the live one), and hold the content that was live."""
        ...

    def hold(self, content: str, why: str) -> None:
        """Keep builds of this content from being published automatically."""
        ...

    def held(self, content: str) -> str | None:
        """Return why builds of this content are held; None: they are not held."""
        ...

    def prune(self, keep: int) -> Sequence[str]:
        """Remove the oldest builds until *keep* are left, never the live one; return the ids of those removed."""
        ...

    # -- notes that servers read ---------------------------------------------------------------------------

    def note_run(self, run: RunNote) -> None:
        """Store what the last run did."""
        ...

    def last_run(self) -> RunNote | None:
        """Return what the last run did; None: unknown."""
        ...

    def note_requests(self, requests: Mapping[str, RequestNote]) -> None:
        """Store the outcomes of requests to re-index, by id."""
        ...

    def requests(self) -> Mapping[str, RequestNote]:
        """Return the outcomes of requests to re-index, by id, without unreadable ones."""
        ...
