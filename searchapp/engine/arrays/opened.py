"""A build in; what every search over it reads, computed once when it is opened, out."""

from dataclasses import dataclass

from indexer.builds import Build
from indexer.config import RankingConfig
from searchapp.engine.arrays.facets import FacetColumns
from searchapp.engine.arrays.index import ArrayIndex
from searchapp.engine.arrays.norms import Norms
from searchapp.engine.arrays.ordering import Ordering


@dataclass(frozen=True, slots=True)
class Opened:
    """A build, open."""

    index: ArrayIndex
    norms: Norms
    ordering: Ordering
    facets: FacetColumns
    ranking: RankingConfig

    @classmethod
    def of(cls, build: Build, ranking: RankingConfig) -> "Opened":
        """Open *build*; some operations over whole columns."""
        index = ArrayIndex(build)
        return cls(index, Norms.of(index, ranking), Ordering(index), FacetColumns.of(index), ranking)
