"""Which segments a commit merges."""

from collections.abc import Sequence
from typing import Any, Final

from whoosh.reading import SegmentReader

from indexer.codec.whoosh.segment import ArraySegment

# A segment is rewritten when this share of its documents is deleted.
MAX_DELETED_SHARE: Final = 0.2

# Documents and passages: smaller segments are merged at every commit, which takes milliseconds.
SMALL_SEGMENT: Final = 2_000


def select_merges(writer: Any, segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """Merge segments that are small compared with the new documents or have many deletions; return the others.

    A segment is left alone while it is larger than all segments that are merged. So the remaining ones double in size
    from one to the next: there are few of them after any number of commits, and no document is copied often.
    """
    living = [segment for segment in segments if segment.doc_count() > 0]
    merged = [segment for segment in living if _thinned(segment)]
    total = writer.pending_size() + sum(segment.live_size() for segment in merged)
    for segment in sorted(living, key=ArraySegment.live_size):
        size = segment.live_size()
        if segment not in merged and size <= max(SMALL_SEGMENT, total):
            merged.append(segment)
            total += size
    if not writer.pending_size() and len(merged) == 1 and not _thinned(merged[0]):
        return living
    for segment in segments:  # in order, so that documents keep theirs
        if segment in merged:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in living if segment not in merged]


def _thinned(segment: ArraySegment) -> bool:
    return bool(segment.deleted_count() >= MAX_DELETED_SHARE * segment.doc_count_all())
