"""Which files a pasted name may refer to, though they may be gone or have other names now, and whose own file it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from indexer.config import RecordsSource
from indexer.config.settings import SourceConfig
from indexer.document_id import document_id
from indexer.slug import numbered, permanent_slug
from indexer.sources.registry import open_source
from indexer.stored_fields import StoredResource

_NUMBERED: Final = 4  # ids of files that have the same slug: more than a few are rare


@dataclass(frozen=True, slots=True)
class PossibleFile:
    """A file of a source, as one asks for it; it need not exist."""

    source: str
    address: str

    @property
    def document(self) -> str:
        """The id of its document."""
        return document_id(self.source, self.address)

    @property
    def resources(self) -> Iterator[str]:
        """The ids that its resource may have."""
        return islice(numbered(permanent_slug(self.address)), _NUMBERED)

    def is_in(self, stored: StoredResource) -> bool:
        """Return whether a resource of a build has the document of this file."""
        return any(one.id == self.document for one in stored.documents)


def possible_files(names: Sequence[str], sources: Sequence[SourceConfig]) -> Iterator[PossibleFile]:
    """Yield the files of *sources* that *names* may refer to, whether they exist or not."""
    found: dict[PossibleFile, None] = {}
    for source in map(open_source, sources):
        for name in filter(None, names):
            address = source.address_of(name)
            if address is None and "://" not in name and not name.startswith("/"):
                address = name  # it may have been there
            if address is not None:
                found[PossibleFile(source.name, address)] = None
    yield from found


def export_at(names: Sequence[str], sources: Sequence[SourceConfig]) -> RecordsSource | None:
    """Return the source whose export has one of these *names*: its path, or the end of it."""
    for source in sources:
        if isinstance(source, RecordsSource):
            path = f"/{source.path.as_posix().lstrip('/')}"
            if any(name and path.endswith(f"/{name.removeprefix('./').lstrip('/')}") for name in names):
                return source
    return None
