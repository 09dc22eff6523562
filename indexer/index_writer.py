"""The writing side of a search engine, as runs and commands see it: builds in words, never in files.

`indexer/engines.py` says which engine a library has. The reading side is `searchapp.engine.SearchEngine`.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from indexer.errors import BuildError
from indexer.resource import Resource, Topic
from indexer.run_notes import RequestNote, RunNote
from indexer.stored import StoredResource

Entry = tuple[str, str]  # the source of a resource, and the hash of its content


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInfo:
    """One finished index, in figures."""

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
    left_out: Mapping[str, int] = field(default_factory=dict)  # resource id -> passages too many to index


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What reading a build whole showed."""

    build: str
    files: int  # how many parts were read
    damage: Sequence[BuildError]  # empty: the build is sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The build that the next one starts from, and what of it does not stay."""

    build: str
    previous: Mapping[str, Entry]  # its entries of all that will be put again or removed


class BuildReader(Protocol):
    """What a build holds, resource by resource. A build that cannot be read holds nothing that is known."""

    @property
    def known(self) -> bool:
        """Whether there is a build at all."""
        ...

    @property
    def facets(self) -> Mapping[str, Mapping[str, int]] | None:
        """Facet -> value -> resources; None: nothing is known of it."""
        ...

    def get(self, resource_id: str) -> StoredResource | None:
        """Return what the build holds of a resource; None: it is not there, or cannot be read."""
        ...


class NewBuild(Protocol):
    """A build under way, that nobody reads yet."""

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource with the hash of its content, or replace the base's."""
        ...

    def remove(self, resource_id: str) -> None:
        """Leave a resource of the base out."""
        ...

    def finish(self) -> BuildInfo:
        """Make it whole, safe on disk and tried, though not live. Raises BuildError."""
        ...


class IndexWriter(Protocol):
    """Makes builds and says which one is live. One indexer at a time; every method may raise BuildError."""

    def lock(self, *, dry_run: bool = False) -> AbstractContextManager[None]:
        """Hold the one indexer's lock, or raise LockedError. A *dry_run* does without where it would have to write."""
        ...

    def clean_up(self) -> None:
        """Remove what an indexer that was killed left behind; the lock is held."""
        ...

    # -- builds --------------------------------------------------------------------------------------------

    def live_id(self) -> str | None:
        """Return the id of the live build; None: there is none."""
        ...

    def live(self) -> BuildInfo | None:
        """Return the live build; None: there is none."""
        ...

    def get(self, build_id: str) -> BuildInfo:
        """Return one build, or raise BuildError naming those that there are."""
        ...

    def all(self) -> Sequence[BuildInfo]:
        """Return every build of which anything is known, oldest first."""
        ...

    def entries(self, build_id: str) -> dict[str, Entry]:
        """Return which resources a build holds."""
        ...

    def reader(self, build_id: str | None) -> BuildReader:
        """Return what a build holds; None: no build."""
        ...

    def verify(self, build_id: str) -> Verification:
        """Read a build whole."""
        ...

    def quick_damage(self, build_id: str) -> BuildError | None:
        """Return the first damage that a cheap look shows."""
        ...

    # -- making one ----------------------------------------------------------------------------------------

    def begin(
        self, *, topics: Iterable[Topic], settings: Mapping[str, str], base: Base | None = None
    ) -> AbstractContextManager[NewBuild]:
        """Begin a build; left before it is finished, nothing of it stays. With a *base* it shares all that stays."""
        ...

    def publish(self, build_id: str) -> BuildInfo:
        """Make a build live in one step, and let its content be published again."""
        ...

    def rollback(self, build_id: str | None = None) -> BuildInfo:
        """Make an earlier build live (None: the newest before the live one), and hold what was live."""
        ...

    def hold(self, content: str, why: str) -> None:
        """Keep builds of this content from being published by themselves."""
        ...

    def held(self, content: str) -> str | None:
        """Return why builds of this content are held; None: they are not."""
        ...

    def prune(self, keep: int) -> Sequence[str]:
        """Remove the oldest builds, so that *keep* are left besides none that is live; return their ids."""
        ...

    # -- notes that servers read ---------------------------------------------------------------------------

    def note_run(self, run: RunNote) -> None:
        """Keep what the last run did."""
        ...

    def last_run(self) -> RunNote | None:
        """Return what the last run did; None: nothing is known of one."""
        ...

    def note_requests(self, requests: Mapping[str, RequestNote]) -> None:
        """Keep what came of requests to re-index, by id."""
        ...

    def requests(self) -> Mapping[str, RequestNote]:
        """Return what came of requests to re-index, by id; what cannot be read is left out."""
        ...
