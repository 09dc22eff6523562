"""manifest.json: what a build contains, with the size and checksum of every file."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from indexer.errors import BuildError
from indexer.facets import FacetTable
from indexer.index_writer import BuildInfo
from indexer.regular_file import open_regular, read_small

MANIFEST: Final = "manifest.json"
# It lists every value of a facet with its count, in about 40 bytes: there is room for more than a million.
MAX_MANIFEST: Final = 64 * 1024 * 1024  # bytes
_INFO: Final = tuple(each.name for each in fields(BuildInfo))
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """The size and checksum that a file of a build must have."""

    size: int  # bytes
    checksum: str  # BLAKE2b-128, hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts of a build, without deleted resources."""

    documents: int
    passages: int
    facets: Mapping[str, Mapping[str, int]]  # facet -> value -> resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The description of a build."""

    id: str
    built_at: str  # ISO 8601, UTC
    software: str  # version of Fieldguide that made it
    schema_version: int
    content: str  # `content_hash` of its resources: equal for builds of the same library
    resources: int
    documents: int
    passages: int
    sources: Mapping[str, int]  # resources from each
    facets: Mapping[str, Mapping[str, int]]  # facet -> value -> resources
    settings: Mapping[str, str] = field(default_factory=dict)  # those that shape the index
    analyzers: Mapping[str, int] = field(default_factory=dict)  # language of its resources -> version
    left_out: Mapping[str, int] = field(default_factory=dict)  # resource id -> passages too many to index
    files: Mapping[str, FileEntry] = field(default_factory=dict)

    @property
    def facet_table(self) -> FacetTable:
        """Its facets, as they were configured when it was built."""
        return FacetTable.of_settings(self.settings)

    @property
    def counts(self) -> "Counts":
        """Its counts of documents, passages and facet values."""
        return Counts(documents=self.documents, passages=self.passages, facets=self.facets)

    @property
    def info(self) -> BuildInfo:
        """The description without files."""
        return BuildInfo(**{name: getattr(self, name) for name in _INFO})

    def write(self, folder: Path) -> Path:
        """Write it to *folder*, with a checksum of itself."""
        body = asdict(self)
        text = json.dumps(
            {**body, "checksum": _checksum_of(body)}, ensure_ascii=False, indent=1, sort_keys=True
        )
        path = folder / MANIFEST
        path.write_text(text, encoding="utf-8")
        if (size := path.stat().st_size) > MAX_MANIFEST:
            raise BuildError(
                f"the list of the values of all facets takes {size:,} bytes (the limit is {MAX_MANIFEST:,})",
                where=str(path),
                fix="use fewer different values, such as topics and types",
            )
        return path

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read it from *folder*; raises BuildError if it is missing or damaged."""
        path = folder / MANIFEST
        try:
            body = json.loads(read_small(path, MAX_MANIFEST))
            checksum = body.pop("checksum")
            sound = checksum == _checksum_of(body)
            body["files"] = {name: FileEntry(**entry) for name, entry in body["files"].items()}
            manifest = cls(
                **{**body, "schema_version": int(body["schema_version"])}
            )  # an int: it is shown publicly
        except FileNotFoundError:
            raise BuildError("the build has no manifest", where=str(folder), fix=REBUILD) from None
        except OSError as error:
            raise _unreadable_manifest(path, error.strerror) from None
        except RecursionError:
            raise _unreadable_manifest(path, "too deeply nested") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _unreadable_manifest(path, error) from None
        if not sound:
            raise BuildError("the manifest is damaged", where=str(path), fix=REBUILD)
        return manifest


REBUILD: Final = "run: fieldguide index --full"


def _unreadable_manifest(path: Path, why: object) -> BuildError:
    return BuildError(f"the manifest cannot be read ({why})", where=str(path), fix=REBUILD)


def _checksum_of(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def entry_of(path: Path) -> FileEntry:
    """Return the size and checksum of the file at *path*."""
    digest = hashlib.blake2b(digest_size=16)
    size = 0
    with open_regular(path) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return FileEntry(size=size, checksum=digest.hexdigest())
