"""The Whoosh writer that takes whole resources, lays them out in arrays, and merges segments as arrays."""

from pathlib import Path
from typing import Any

from whoosh.index import TOC
from whoosh.writing import IndexingError, SegmentWriter

from indexer.codec.ingest.memory_budget import DEFAULT, MemoryBudget
from indexer.codec.ingest.pending import Pending, SegmentPart
from indexer.codec.segment.layout import layout_of
from indexer.codec.segment.term_dictionary import key_of
from indexer.codec.whoosh.codec import ArrayCodec
from indexer.codec.whoosh.merge_policy import select_merges
from indexer.codec.whoosh.segment import ArraySegment
from indexer.errors import BuildError
from indexer.indexed_fields import IndexedResource


class _WriterCodec(ArrayCodec):
    """The codec that also creates segments. A segment names its codec, so `ArrayCodec` itself must not name it."""

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002  # Whoosh's
        """Return a new, empty segment; its file is written when the writer commits."""
        return ArraySegment(indexname)


class WhooshIndexWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh is untyped
    """Adds, replaces and deletes resources; there is at most one for each id at any time.

    Nothing is visible before `commit`, and nothing is left after `cancel` or a commit that fails.
    Whoosh's own pool of postings and the two writers behind it stay empty.
    """

    def __init__(self, ix: Any, *, budget: MemoryBudget = DEFAULT, **kwargs: Any) -> None:
        super().__init__(ix, codec=_WriterCodec(), **kwargs)
        self._folder = Path(self.storage.folder)
        self._pending = Pending(Path(self._tempstorage.folder), budget, layout_of(ix.facets))
        self._to_merge: list[SegmentPart] = []

    def add_document(self, *, content: IndexedResource, **names: Any) -> None:
        """Add a resource with a new id, or raise BuildError; if this raises, the others are unaffected."""
        self._check_state()
        resource_id = self._id_of(content, names)
        if self._living(resource_id) is not None:
            raise BuildError(f"duplicate id {resource_id!r}", where="the index", fix="please report this bug")
        self._pending.add(content)
        self._added = True

    def update_document(self, *, content: IndexedResource, **names: Any) -> None:
        """Replace the resource with this id, committed or not, or add it if there is none."""
        self._check_state()
        self.remove(self._id_of(content, names))
        self.add_document(content=content)

    def remove(self, resource_id: str) -> bool:
        """Delete the resource with this id, committed or not; return whether there was one."""
        self._check_state()
        found = self._living(resource_id)
        if found is not None:
            segment, document = found
            segment.delete_document(document)
        return self._pending.discard(resource_id) or found is not None

    def delete_by_term(self, fieldname: str, text: str, searcher: Any = None) -> int:
        """Delete the resources with a term, and return how many. For fields other than "id", only committed ones."""
        if fieldname == "id":
            return int(self.remove(text))
        return int(super().delete_by_term(fieldname, text, searcher=searcher))

    def add_reader(self, reader: Any) -> None:
        """Schedule a segment for merging: its documents come first in the segment that `commit` writes."""
        self._check_state()
        segment = reader.segment()
        if not isinstance(segment, ArraySegment):
            message = "only segments of this codec can be merged, one by one"
            raise IndexingError(message)
        if segment.doc_count():
            self._to_merge.append((segment.opened(Path(reader.storage().folder)), segment.deleted()))
            self._added = True

    def pending_size(self) -> int:
        """Return how many documents and passages are waiting for `commit`."""
        return self._pending.size()

    def doc_count(self) -> int:
        """Return how many documents are waiting for `commit`."""
        return len(self._pending)

    def commit(self, mergetype: Any = None, optimize: bool | None = None, merge: bool | None = None) -> None:
        """Write what was added, merge by `select_merges` unless the arguments say otherwise, and make it visible to readers."""
        try:
            super().commit(mergetype=mergetype, optimize=optimize, merge=merge)
        except BaseException:  # Ctrl-C must clean up too
            if not self.is_closed:
                if TOC._latest_generation(self.storage, self.indexname) < self.generation:  # noqa: SLF001
                    self._remove_uncommitted()
                self.cancel()
            raise

    def _merge_segments(self, mergetype: Any, optimize: bool | None, merge: bool | None) -> Any:
        policy = mergetype or self.mergetype
        optimized = self.optimize if optimize is None else optimize
        may_merge = self.merge if merge is None else merge
        if policy is None and may_merge and not optimized:
            policy = select_merges
        kept = super()._merge_segments(policy, optimize, merge)
        self._added = bool(self._to_merge or len(self._pending))
        return kept

    def _flush_segment(self) -> None:
        counts = self._pending.write(self.newsegment.path(self._folder), self._to_merge)
        self.docnum = self.docbase + counts["resources"]
        self.newsegment.set_passage_count(counts["passages"])

    def _finish(self) -> None:
        self._pending.close()
        super()._finish()

    def _remove_uncommitted(self) -> None:
        """Remove the files of a commit that failed."""
        self.newsegment.path(self._folder).unlink(missing_ok=True)
        toc = TOC._filename(self.indexname, self.generation)  # noqa: SLF001
        for leftover in self._folder.glob(f"{toc}.*"):
            leftover.unlink()

    def _living(self, resource_id: str) -> tuple[ArraySegment, int] | None:
        """Return the segment and the number of the committed resource with this id, unless it is deleted."""
        key = key_of(resource_id)
        for segment in self.segments:
            file = segment.opened(self._folder)
            ordinal = file.dictionary("id").find(key)
            if ordinal >= 0:
                begin, end = (int(place) for place in file["id.ptr"][ordinal : ordinal + 2])
                for document in file["id.ids"][begin:end].tolist():
                    if not segment.is_deleted(document):
                        return segment, document
        return None

    def _id_of(self, content: IndexedResource, names: dict[str, Any]) -> str:
        self._check_fields(self.schema, names)
        (resource_id,) = content.names["id"]
        if names and names != {"id": resource_id}:
            message = f"the content says what {sorted(names)} are: give its id beside it, or nothing"
            raise IndexingError(message)
        return resource_id
