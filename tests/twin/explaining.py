"""A resource and a query in, the parts of its score and its rank out."""

from indexer.config import RankingConfig
from searchapp.engine.explanation import ConceptPart, Explanation, spelled
from searchapp.engine.messages import sentences
from searchapp.engine.model import NAVIGATION_FACTOR, rounded
from tests.twin.index import TEXT_FIELDS, TwinIndex
from tests.twin.matching import Matches
from tests.twin.ordering import ordered
from tests.twin.own_scores import leads_on, named_in, own_scores
from tests.twin.passages import QueryTerms
from tests.twin.proximity import proximity
from tests.twin.scoring import best_passage, concept_score, weights_in
from tests.twin.similarity import similarity


def explain(
    index: TwinIndex,
    number: int,
    terms: QueryTerms,
    matches: Matches,
    ranking: RankingConfig,
) -> Explanation:
    """Return the parts of the score of resource *number*."""
    own = own_scores(index, terms, matches.resources, ranking) if matches.occurrences else {}
    named = named_in(index, terms, matches.resources, ranking).get(number, 0.0) if own else 0.0
    close = proximity(index, terms, own, ranking)
    alike = similarity(index, terms, own)
    scores = {
        place: rounded(value + close.get(place, 0.0) + alike.get(place, 0.0)) for place, value in own.items()
    }
    order = ordered(matches.resources, index.facts, scores, "relevance")
    parts = []
    weights = weights_in(index, terms.occurrences, number)
    for concept, found, weight in zip(terms.concepts, terms.occurrences, weights, strict=True):
        counts = {field: int(found.as_typed[field].get(number, 0)) for field in TEXT_FIELDS}
        synonyms = {field: found.synonyms.get(field, {}).get(number, 0) for field in TEXT_FIELDS}
        parts.append(
            ConceptPart(
                asked=spelled(concept),
                resources=len(found.resources),
                times=concept.times,
                idf_weight=weight,
                counts={field: count for field, count in counts.items() if count},
                synonyms={field: count for field, count in synonyms.items() if count},
                exact=number in found.exact,
                adds=concept_score(index, found, weight, number, ranking),
            )
        )
    passage = best_passage(index, terms.occurrences, weights, number, ranking) * ranking.passage
    parts_of_own = sum(part.adds for part in parts) + passage + named
    return Explanation(
        id=index.facts[number].id,
        matches=number in matches.resources,
        rank=order.index(number) + 1 if number in matches.resources else None,
        total=len(order),
        score=scores.get(number),
        concepts=tuple(parts),
        passage=passage,
        named=named,
        navigation=parts_of_own * (NAVIGATION_FACTOR - 1) if leads_on(index, number) else 0.0,
        proximity=close.get(number, 0.0),
        similarity=alike.get(number, 0.0),
        relaxed=sentences(matches.notices),
    )
