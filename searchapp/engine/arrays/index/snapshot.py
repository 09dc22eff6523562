"""A build in; what every search over it reads, computed once when it is opened, out."""

from dataclasses import dataclass

from indexer.builds import Build
from indexer.config import RankingConfig
from searchapp.engine.arrays.index.facets import FacetColumns
from searchapp.engine.arrays.index.norms import Norms
from searchapp.engine.arrays.index.ordering import Ordering
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.term_vectors import TermVectors
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.synonyms import NO_SYNONYMS, Synonyms


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSnapshot:
    """The contents of one immutable build, opened to be searched."""

    index: ArrayIndex
    norms: Norms
    ordering: Ordering
    facets: FacetColumns
    compounds: tuple[CompoundWords, ...]  # of each language
    term_vectors: TermVectors
    ranking: RankingConfig
    synonyms: Synonyms = NO_SYNONYMS

    @classmethod
    def of(cls, build: Build, ranking: RankingConfig) -> "IndexSnapshot":
        """Open *build*; some operations over whole columns."""
        index = ArrayIndex(build)
        return cls(
            index=index,
            norms=Norms.of(index, ranking),
            ordering=Ordering(index),
            facets=FacetColumns(index, build.manifest.facet_table),
            compounds=tuple(CompoundWords(index, analyzer) for analyzer in index.languages),
            term_vectors=TermVectors(index),
            ranking=ranking,
        )
