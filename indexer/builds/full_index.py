"""The index of a build that is written from all resources of the library."""

from collections import Counter
from itertools import islice
from pathlib import Path

from indexer.builds.build import HASHES
from indexer.builds.hashes import write_hashes
from indexer.builds.index_commit import IndexCommit
from indexer.codec.ingest.memory_budget import MemoryBudget
from indexer.codec.whoosh.index import WhooshIndex
from indexer.content_hash import content_hash
from indexer.errors import BuildError
from indexer.facets import FacetTable
from indexer.index_writer import Entry
from indexer.indexed_fields import indexed_resource
from indexer.resource import Resource

SMOKE_TESTED = 3  # how many ids are looked up before a build may go live


class FullIndex:
    """The index of a build that shares nothing with other builds."""

    def __init__(self, folder: Path, budget: MemoryBudget, facets: FacetTable, language: str) -> None:
        self._folder = folder
        self._facets, self._language = facets, language
        self._writer = WhooshIndex.make(folder, facets.names).writer(budget=budget)
        self._hashes: dict[str, Entry] = {}

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource; raises BuildError if there is one with its id."""
        if resource.id in self._hashes:  # Whoosh would keep both, and all counts would be wrong
            raise BuildError(
                f"duplicate id {resource.id!r}", where="the library", fix="please report this bug"
            )
        self._writer.add_document(content=indexed_resource(resource, self._facets, self._language))
        self._hashes[resource.id] = resource.source, digest

    def remove(self, resource_id: str) -> None:
        """Raise BuildError: there is no base to remove from."""
        raise BuildError(
            f"cannot remove {resource_id!r}: this build has no base",
            where=str(self._folder),
            fix="please report this bug",
        )

    def commit(self) -> IndexCommit:
        """Write everything."""
        self._writer.commit()
        write_hashes(self._folder / HASHES, self._hashes)
        return IndexCommit(
            resources=len(self._hashes),
            content=content_hash((key, digest) for key, (_, digest) in self._hashes.items()),
            sources=Counter(source for source, _ in self._hashes.values()),
            smoke_test_ids=tuple(islice(self._hashes, SMOKE_TESTED)),
        )

    def cancel(self) -> None:
        """Release Whoosh's lock and its temporary files, which it keeps when a commit fails."""
        if not self._writer.is_closed:
            self._writer.cancel()
