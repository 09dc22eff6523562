"""Occurrences in, one score a resource out: BM25F over fields, plus its best passage, plus exact forms.

BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. Frequencies of
all fields are weighted and normalised by length before they are saturated once, so that a word in the title and in
the text is one piece of evidence and not two.
"""

import numpy as np

from searchapp.engine.arrays.norms import Norms, Scores
from searchapp.engine.arrays.occurrences import Occurrences
from searchapp.engine.arrays.opened import Opened
from searchapp.engine.arrays.telling import Telling
from searchapp.engine.model import K1


def score(opened: Opened, telling: Telling) -> Scores:
    """Return the score of every resource, not rounded; 0 where no concept stands."""
    index, norms, ranking = opened.index, opened.norms, opened.ranking
    scores = np.zeros(index.size)
    passages = np.zeros(index.passages) if any(len(found.passages[0]) for found in telling.found) else None
    for found, idf in zip(telling.found, telling.weights, strict=True):
        np.add.at(scores, found.resources, idf * _saturations(norms, found, index.size))
        if len(found.exact):
            np.add.at(scores, found.exact, np.float64(idf * ranking.exact))
        if "text" in found.counts:
            # Of a resource with an only passage that is the best one.
            numbers, counts = found.counts["text"]
            np.add.at(scores, numbers, ranking.passage * idf * (counts / (counts + norms.only[numbers])))
        if passages is not None:
            numbers, counts = found.passages
            np.add.at(passages, numbers, idf * (counts / (counts + norms.passages[numbers])))
    if passages is not None:
        scores[norms.several] += ranking.passage * np.maximum.reduceat(passages, norms.starts)
    return scores


def _saturations(norms: Norms, found: Occurrences, size: int) -> Scores:
    """Return how far a concept saturates each of the resources that have it, by its fields together."""
    if len(found.counts) == 1:
        ((field, (numbers, counts)),) = found.counts.items()
        frequencies = counts * norms.worth[field][numbers]
    else:
        total = np.zeros(size)
        for field, (numbers, counts) in found.counts.items():
            np.add.at(total, numbers, counts * norms.worth[field][numbers])
        frequencies = total[found.resources]
    saturations: Scores = frequencies / (frequencies + K1)
    return saturations
