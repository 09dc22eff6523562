from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.config import FolderSource, ReadingConfig, RecordsSource
from indexer.errors import FieldguideError, RecordError
from indexer.library.library import Library
from indexer.library.read_cache import CachedReader
from indexer.readers.sandbox.guard import GuardedReader
from indexer.resource import Resource
from indexer.sources.folder import FolderScan
from indexer.sources.records import RecordsScan
from indexer.sources.source import ScanProgress, Unchanged

Scanned = tuple[dict[str, Resource], list[str]]


@pytest.fixture(scope="module")
def reader() -> Iterator[GuardedReader]:
    with GuardedReader(ReadingConfig()) as guarded:
        yield guarded


@pytest.fixture
def scanned(tmp_path: Path, reader: GuardedReader) -> Callable[[FolderSource | RecordsSource], Scanned]:
    """Scans a source into a real library; gives {id: resource} and the failures."""

    def scan(config: FolderSource | RecordsSource) -> Scanned:
        failures: list[FieldguideError] = []
        source = FolderScan(config) if isinstance(config, FolderSource) else RecordsScan(config)
        with Library(tmp_path / "library.db") as library:
            library.set_sources([config.name], drop_others=True)
            reading = CachedReader(
                source=config.name,
                documents=library.documents,
                reader=reader,
                max_bytes=10_000_000,
                report=failures.append,
                now="2026-01-01",
            )
            under_way = library.scan(config.name, now="2026-01-01")
            topics = source.topics(failures.append)
            for found in source.resources(reading, failures.append):
                if isinstance(found, ScanProgress):
                    continue
                assert not isinstance(found, Unchanged)  # nothing is remembered of an earlier scan
                try:
                    under_way.add(found)
                except RecordError as error:
                    failures.append(error)
            under_way.finish(topics, library.documents, reading.seen)
            found_all = {resource.id: resource for resource, _ in library.resources()}
        return found_all, [str(failure) for failure in failures]

    return scan
