"""What a build contains about one resource, as far as it can be read."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from indexer.builds.build import Build
from indexer.codec.ingest.pending import SegmentPart
from indexer.codec.segment.file import SegmentFile
from indexer.codec.segment.term_dictionary import key_of
from indexer.errors import BuildError
from indexer.stored_fields import (
    StoredResource,
    decode_document,
    decode_fields,
    decode_metadata,
    decode_passage,
)


class SegmentReader:
    """Looks up resources in a build. A build that cannot be read counts as empty."""

    def __init__(self, build: Build | None) -> None:
        self.known = build is not None  # whether there is a build at all
        self._parts: list[SegmentPart] = []
        self.facets: Mapping[str, Mapping[str, int]] | None = None  # None: unknown
        if build is not None:
            try:
                self._parts = build.segments()
                self.facets = build.manifest.facets
            except BuildError:
                pass  # publishing reports it; here it only means that less is known

    def get(self, resource_id: str) -> StoredResource | None:
        """Return what the build stores of a resource; None: it is not in the build, or cannot be read."""
        for file, deleted in self._parts:
            try:
                stored = _stored(file, deleted, resource_id)
            except (ValueError, LookupError, TypeError):
                return None  # damage that only surfaces now; finding damage is the task of `verify`
            if stored is not None:
                return stored
        return None


def _stored(file: SegmentFile, deleted: npt.NDArray[np.integer], resource_id: str) -> StoredResource | None:
    ordinal = file.dictionary("id").find(key_of(resource_id))
    if ordinal < 0:
        return None
    pointers = file["id.ptr"]
    numbers = file["id.ids"][int(pointers[ordinal]) : int(pointers[ordinal + 1])]
    living = [number for number in numbers.tolist() if not _contains(deleted, number)]
    if not living:
        return None
    number = living[0]
    return StoredResource(
        stored_fields=decode_fields(_blob(file, "stored_fields", number)),
        documents=tuple(
            decode_document(_blob(file, "stored_document", one)) for one in _range(file, "documents", number)
        ),
        metadata=decode_metadata(_blob(file, "metadata", number)),
        passages=tuple(
            decode_passage(_blob(file, "stored_text", one)) for one in _range(file, "passages", number)
        ),
    )


def _range(file: SegmentFile, name: str, number: int) -> range:
    first, end = (int(file[f"{name}.ptr"][place]) for place in (number, number + 1))
    return range(first, end)


def _contains(ascending: npt.NDArray[np.integer], number: int) -> bool:
    place = int(ascending.searchsorted(number))
    return place < len(ascending) and int(ascending[place]) == number


def _blob(file: SegmentFile, name: str, number: int) -> memoryview:
    pointers = file[f"{name}.ptr"]
    return file.raw(f"{name}.bytes")[int(pointers[number]) : int(pointers[number + 1])]
