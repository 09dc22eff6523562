"""Whoosh's writer, made to take whole resources: they are laid out in arrays, and segments merged as arrays."""

from pathlib import Path
from typing import Any

from whoosh.index import TOC
from whoosh.writing import IndexingError, SegmentWriter

from indexer.codec.ingest.memory_budget import DEFAULT, MemoryBudget
from indexer.codec.ingest.pending import Pending, SegmentPart
from indexer.codec.segment.term_dictionary import key_of
from indexer.codec.whoosh.codec import FlatCodec
from indexer.codec.whoosh.merge_policy import select_merges
from indexer.codec.whoosh.segment import FlatSegment
from indexer.errors import BuildError
from indexer.indexed import IndexedResource


class _WriterCodec(FlatCodec):
    """The same codec, that also makes segments: a segment names its codec, so that the codec does not name it."""

    def new_segment(self, storage: Any, indexname: str) -> FlatSegment:  # noqa: ARG002  # Whoosh's
        """Return a new, empty segment; its file is written when the writer commits."""
        return FlatSegment(indexname)


class FlatWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh is untyped
    """Adds, replaces and deletes resources; each id has one at any time.

    Nothing of it can be seen before `commit`, and nothing is left of it after `cancel` or a commit that fails.
    Whoosh's own pool of postings and its two writers behind it stay empty.
    """

    def __init__(self, ix: Any, *, budget: MemoryBudget = DEFAULT, **kwargs: Any) -> None:
        super().__init__(ix, codec=_WriterCodec(), **kwargs)
        self._folder = Path(self.storage.folder)
        self._pending = Pending(Path(self._tempstorage.folder), budget)
        self._remembered: list[SegmentPart] = []

    def add_document(self, *, content: IndexedResource, **names: Any) -> None:
        """Add a resource whose id is new, or raise BuildError; whatever it raises, the others stay whole."""
        self._check_state()
        resource_id = self._id_of(content, names)
        if self._living(resource_id) is not None:
            raise BuildError(
                f"the id {resource_id!r} came twice", where="the index", fix="please report this bug"
            )
        self._pending.add(content)
        self._added = True

    def update_document(self, *, content: IndexedResource, **names: Any) -> None:
        """Put a resource in place of the one with its id, committed or not; or add it, if there is none."""
        self._check_state()
        self.remove(self._id_of(content, names))
        self.add_document(content=content)

    def remove(self, resource_id: str) -> bool:
        """Delete the resource with this id, committed or not; tell whether there was one."""
        self._check_state()
        found = self._living(resource_id)
        if found is not None:
            segment, document = found
            segment.delete_document(document)
        return self._pending.discard(resource_id) or found is not None

    def delete_by_term(self, fieldname: str, text: str, searcher: Any = None) -> int:
        """Delete the resources with a term, and return how many; other fields than "id" see committed ones only."""
        if fieldname == "id":
            return int(self.remove(text))
        return int(super().delete_by_term(fieldname, text, searcher=searcher))

    def add_reader(self, reader: Any) -> None:
        """Remember a segment: its documents come first in the one that `commit` writes."""
        self._check_state()
        segment = reader.segment()
        if not isinstance(segment, FlatSegment):
            msg = "only segments of this codec can be merged, one by one"
            raise IndexingError(msg)
        if segment.doc_count():
            self._remembered.append((segment.opened(Path(reader.storage().folder)), segment.deleted()))
            self._added = True

    def pending_size(self) -> int:
        """Return how many documents and passages wait for `commit`."""
        return self._pending.size()

    def doc_count(self) -> int:
        """Return how many documents wait for `commit`."""
        return len(self._pending)

    def commit(self, mergetype: Any = None, optimize: bool | None = None, merge: bool | None = None) -> None:
        """Write what was added, merge by `merge_few` unless told otherwise, and let readers see it all."""
        try:
            super().commit(mergetype=mergetype, optimize=optimize, merge=merge)
        except BaseException:  # Ctrl-C must sweep too
            if not self.is_closed:
                if TOC._latest_generation(self.storage, self.indexname) < self.generation:  # noqa: SLF001
                    self._sweep()
                self.cancel()
            raise

    def _merge_segments(self, mergetype: Any, optimize: bool | None, merge: bool | None) -> Any:
        asked = mergetype or self.mergetype
        alone = self.optimize if optimize is None else optimize
        some = self.merge if merge is None else merge
        if asked is None and some and not alone:
            asked = select_merges
        stay = super()._merge_segments(asked, optimize, merge)
        self._added = bool(self._remembered or len(self._pending))
        return stay

    def _flush_segment(self) -> None:
        counts = self._pending.write(self.newsegment.path(self._folder), self._remembered)
        self.docnum = self.docbase + counts["documents"]
        self.newsegment.set_passage_count(counts["passages"])

    def _finish(self) -> None:
        self._pending.close()
        super()._finish()

    def _sweep(self) -> None:
        """Remove what a commit wrote that did not come to its end."""
        self.newsegment.path(self._folder).unlink(missing_ok=True)
        toc = TOC._filename(self.indexname, self.generation)  # noqa: SLF001
        for left in self._folder.glob(f"{toc}.*"):
            left.unlink()

    def _living(self, resource_id: str) -> tuple[FlatSegment, int] | None:
        """Return where the committed resource with this id is, unless it is deleted."""
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
            msg = f"the content says what {sorted(names)} are: give its id beside it, or nothing"
            raise IndexingError(msg)
        return resource_id
