"""What the first scan of a source found: files by format, resources by type, topic and year."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The content of one source, counted."""

    source: str
    resources: int
    documents: Mapping[str, int]  # format -> files that were read, the most first
    types: Mapping[str, int]  # type -> resources, the most first
    untyped: int  # resources without a type
    topics: Mapping[str, int]
    without_topics: int
    first_year: int | None  # None: no resource has a year
    last_year: int | None
    undated: int


@dataclass(slots=True)
class InventoryCount:
    """Counts resources as they are scanned: that costs next to nothing, unlike asking the library afterwards."""

    _resources: int = 0
    _types: Counter[str] = field(default_factory=Counter)
    _topics: Counter[str] = field(default_factory=Counter)
    _years: Counter[int | None] = field(default_factory=Counter)
    _untyped: int = 0
    _without_topics: int = 0

    def add(self, resource: Resource) -> None:
        """Count one resource."""
        self._resources += 1
        self._types.update(set(resource.types))
        self._topics.update(set(resource.topics))
        self._years[resource.year] += 1
        self._untyped += not resource.types
        self._without_topics += not resource.topics

    def result(self, source: str, documents: Mapping[str, int]) -> Inventory:
        """Return the inventory of *source*, of which *documents* were read: {format: number}."""
        years = [year for year in self._years if year is not None]
        return Inventory(
            source=source,
            resources=self._resources,
            documents=_most_first(documents),
            types=_most_first(self._types),
            untyped=self._untyped,
            topics=_most_first(self._topics),
            without_topics=self._without_topics,
            first_year=min(years, default=None),
            last_year=max(years, default=None),
            undated=self._years[None],
        )


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
