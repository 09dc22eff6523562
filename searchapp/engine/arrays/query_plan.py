"""The text of a query in; what it asks of one build, out: weighted terms, the resources that match, and their scores."""

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from searchapp.engine.arrays.index.facets import FilterMasks
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.segment import Mask, Numbers
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.matching.lookups import Lookups
from searchapp.engine.arrays.matching.matcher import match
from searchapp.engine.arrays.matching.occurrences import find_resources, occurs
from searchapp.engine.arrays.ranking.query_terms import QueryTerms, query_terms
from searchapp.engine.arrays.ranking.scores import Scored, scored, scores_of_word
from searchapp.engine.messages import Notice
from searchapp.engine.query.expansion import Expanded, SynonymsUsed, expand
from searchapp.engine.query.parser import parse
from searchapp.engine.query.query import Query
from searchapp.engine.request import Filters

_EVERYTHING: Final = Filters()


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """How one text is answered from one build: search, explain and the page of a resource all run the same plan."""

    snapshot: IndexSnapshot
    lookups: Lookups
    terms: QueryTerms  # those that score; none: nothing is scored
    matching: Numbers  # the match set within the scope, before any filter
    notices: tuple[Notice, ...]  # how the query was loosened or cut
    synonyms: tuple[
        SynonymsUsed, ...
    ] = ()  # what there is for the words asked for, whether it is used or not

    @classmethod
    def of(
        cls,
        snapshot: IndexSnapshot,
        text: str,
        scope: Filters = _EVERYTHING,
        *,
        expanded: bool = True,
    ) -> "QueryPlan":
        """Parse *text*, expand it (by synonyms too, if it is to be *expanded*) and match it within *scope*.

        Scores are computed when they are asked for.
        """
        lookups = Lookups(snapshot.index)
        query, concepts = _read(lookups, snapshot, text, expanded=expanded)
        matches = match(lookups, query, concepts, snapshot.ranking, _within(snapshot, scope))
        terms = query_terms(snapshot.index, concepts.scored, matches.occurrences)
        return cls(snapshot, lookups, terms, matches.resources, matches.notices, concepts.synonyms)

    def matching_instead(self, text: str, scope: Filters, *, expanded: bool) -> Numbers:
        """Return what another *text* would match, without all that only scores need: what was looked up for this one helps."""
        query, concepts = _read(self.lookups, self.snapshot, text, expanded=expanded)
        within = _within(self.snapshot, scope)
        return match(
            self.lookups, query, concepts, self.snapshot.ranking, within, find=find_resources
        ).resources

    def scored(self) -> Scored | None:
        """Return the scores of all that match, and the parts that only the best ones get; None: nothing is scored."""
        return scored(self.snapshot, self.terms, self.matching) if self.terms else None

    def scores(self, wanted: Numbers) -> Scores | None:
        """Return the score of each of *wanted*, which are among those that match; None: nothing is scored."""
        if len(self.terms) == 1:
            return scores_of_word(self.snapshot, self.terms, wanted)[0]
        # Filters change no score, so which answers are the best is decided among all that match.
        found = self.scored()
        if found is None or len(wanted) == len(self.matching):
            return None if found is None else found.scores
        return found.scores[np.searchsorted(self.matching, wanted)]


def _read(lookups: Lookups, snapshot: IndexSnapshot, text: str, *, expanded: bool) -> tuple[Query, Expanded]:
    """Return *text* parsed, and the concepts that it asks for."""
    query = parse(text, snapshot.facets.table, snapshot.index.languages)
    concepts = expand(query, *snapshot.compounds, synonyms=snapshot.synonyms, use_synonyms=expanded)
    return query, concepts.with_words_apart(partial(occurs, lookups))


def _within(snapshot: IndexSnapshot, scope: Filters) -> Mask | None:
    """Return the resources that exist for a query within *scope*; None: all do."""
    return None if scope == _EVERYTHING else FilterMasks.of(snapshot.index, scope).all()
