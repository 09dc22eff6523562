"""Which segments a commit merges: the writer and the segments there are in, the segments that stay out."""

from collections.abc import Sequence
from typing import Any, Final

from whoosh.reading import SegmentReader

from indexer.codec.whoosh.segment import FlatSegment

# Of a segment's documents, the share that may be deleted before it is written anew without them.
DELETED_SHARE: Final = 0.2

# Documents and passages: smaller segments are merged at every commit. Writing so few anew takes milliseconds.
SMALL: Final = 2_000


def select_merges(writer: Any, segments: Sequence[FlatSegment]) -> list[FlatSegment]:
    """Merge what is small beside what is new, and what is full of deletions; return what stays as it is.

    A segment stays while it is larger than all that are merged, so those that stay double in size from one to
    the next: there are few however many commits there were, and no document is copied often.
    """
    living = [segment for segment in segments if segment.doc_count() > 0]
    merged = [segment for segment in living if _thinned(segment)]
    total = writer.pending_size() + sum(segment.live_size() for segment in merged)
    for segment in sorted(living, key=FlatSegment.live_size):
        size = segment.live_size()
        if segment not in merged and size <= max(SMALL, total):
            merged.append(segment)
            total += size
    if not writer.pending_size() and len(merged) == 1 and not _thinned(merged[0]):
        return living
    for segment in segments:  # in their order: documents keep theirs
        if segment in merged:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in living if segment not in merged]


def _thinned(segment: FlatSegment) -> bool:
    return bool(segment.deleted_count() >= DELETED_SHARE * segment.doc_count_all())
