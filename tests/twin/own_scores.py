"""Matches in; the score of each by its own words alone, before what only the best ones gain, out."""

from collections.abc import Mapping

from indexer.config import RankingConfig
from searchapp.engine.model import NAMED_RESULTS, NAVIGATION_FACTOR, rounded
from tests.twin.index import TwinIndex
from tests.twin.naming import naming
from tests.twin.passages import QueryTerms
from tests.twin.scoring import score


def own_scores(
    index: TwinIndex, terms: QueryTerms, matches: frozenset[int], ranking: RankingConfig
) -> dict[int, float]:
    """Return the score of each of *matches*: less, if it only leads to other pages."""
    scores = score(index, terms.occurrences, matches, ranking)
    for number in scores:
        scores[number] *= _factor(index, number)
    named = names(index, terms, scores, ranking)
    return {
        number: value + named.get(number, 0.0) * _factor(index, number) for number, value in scores.items()
    }


def names(
    index: TwinIndex, terms: QueryTerms, scores: Mapping[int, float], ranking: RankingConfig
) -> dict[int, float]:
    """Return what its title or a heading adds to each of the best by *scores*; to all, for a single word."""
    best = sorted(scores, key=lambda number: (-rounded(scores[number]), index.facts[number].id))
    looked_at = best if len(terms.concepts) == 1 else best[:NAMED_RESULTS]
    return {number: naming(index, terms.concepts, terms.occurrences, number, ranking) for number in looked_at}


def named_in(
    index: TwinIndex, terms: QueryTerms, matches: frozenset[int], ranking: RankingConfig
) -> dict[int, float]:
    """Return what titles and headings add to each of *matches* that is looked at."""
    scores = score(index, terms.occurrences, matches, ranking)
    return names(
        index, terms, {number: value * _factor(index, number) for number, value in scores.items()}, ranking
    )


def _factor(index: TwinIndex, number: int) -> float:
    return NAVIGATION_FACTOR if leads_on(index, number) else 1.0


def leads_on(index: TwinIndex, number: int) -> bool:
    """Return whether a resource only leads to other pages."""
    documents = index.resources[number].documents
    return len(documents) > 0 and not any(not document.navigation for document in documents)
