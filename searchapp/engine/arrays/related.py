"""A resource in; others of a common topic that have most of what its title is about, out."""

import numpy as np

from indexer.indexed import Card
from searchapp.engine.arrays.occurrences import find
from searchapp.engine.arrays.opened import Opened
from searchapp.engine.arrays.scoring import score
from searchapp.engine.arrays.telling import Telling
from searchapp.engine.expansion import expand
from searchapp.engine.model import RELATED
from searchapp.engine.parsing import parse


def related(opened: Opened, number: int, card: Card) -> list[int]:
    """Return the resources that share a topic with resource *number* and words with its title, best first."""
    index = opened.index
    asked = expand(parse(card.title.replace('"', " ")), opened.spellings).asked
    telling = Telling.of(index, asked, [find(index, concept) for concept in asked])
    near = np.zeros(index.size, np.bool_)
    for found in telling.found:
        near[found.resources] = True
    near[number] = False
    of_its_topics = np.zeros(index.size, np.bool_)
    for topic in card.topics:
        of_its_topics[index.named("topic", topic)] = True
    matching = np.flatnonzero(near & of_its_topics)
    scores = score(opened, telling, matching)
    return opened.ordering.page(matching, scores, "relevance", 0, RELATED).numbers
