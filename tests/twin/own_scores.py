"""Matches in; the score of each by its own words alone, before what only the best ones gain, out."""

from indexer.config import RankingConfig
from searchapp.engine.model import NAVIGATION_FACTOR
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
        scores[number] += naming(index, terms.concepts, terms.occurrences, number, ranking)
        if leads_on(index, number):
            scores[number] *= NAVIGATION_FACTOR
    return scores


def leads_on(index: TwinIndex, number: int) -> bool:
    """Return whether a resource only leads to other pages."""
    documents = index.resources[number].documents
    return len(documents) > 0 and not any(not document.navigation for document in documents)
