"""How many documents, passages, and resources of each facet value an index contains."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from indexer.builds.manifest import Counts
from indexer.codec.segment.term_dictionary import name_of
from indexer.codec.whoosh.index import WhooshIndex
from indexer.resource import RECORD_FORMAT
from indexer.stored_fields import StoredResource


def counts_of(index: WhooshIndex) -> Counts:
    """Count the content of every segment, in a few operations over whole arrays. Raises BuildError."""
    documents = passages = 0
    facets: dict[str, dict[str, int]] = {facet: {} for facet in index.facets}
    for file, deleted in index.parts():
        live = np.ones(file.counts["resources"], np.int64)
        live[deleted] = 0
        passages += int((np.diff(file["passages.ptr"].astype(np.int64)) * live).sum())
        documents += int(live[file["document.ids"]].sum())
        for facet, values in facets.items():
            # Live resources before each position: the differences are the counts of each key.
            before = np.concatenate([[0], np.cumsum(live[file[f"{facet}.ids"]])])
            counts = np.diff(before[file[f"{facet}.ptr"].astype(np.int64)])
            for key, count in zip(file.dictionary(facet), counts.tolist(), strict=True):
                if count:
                    values[name_of(key)] = values.get(name_of(key), 0) + count
    return Counts(
        documents=documents,
        passages=passages,
        facets={facet: dict(sorted(values.items())) for facet, values in facets.items()},
    )


def other_languages(index: WhooshIndex) -> set[str]:
    """Return the languages of resources that are not in the site's. Raises BuildError."""
    found: set[str] = set()
    for file, deleted in index.parts():
        pointers, documents = file["text_language.ptr"].tolist(), file["text_language.ids"]
        for ordinal, key in enumerate(file.dictionary("text_language")):
            if not np.isin(documents[pointers[ordinal] : pointers[ordinal + 1]], deleted).all():
                found.add(name_of(key))
    return found


def counts_after(
    before: Counts, added: Iterable[StoredResource], removed: Iterable[StoredResource]
) -> Counts:
    """Return the counts after some resources were added and some removed, at a cost proportional to these."""
    documents, passages = before.documents, before.passages
    facets = {facet: Counter(counts) for facet, counts in before.facets.items()}
    for changed, by in ((added, 1), (removed, -1)):
        for stored in changed:
            card = stored.stored_fields
            passages += by * len(stored.passages)
            documents += by * len({one.id for one in stored.documents if one.format != RECORD_FORMAT})
            for facet, counts in facets.items():
                counts.update(dict.fromkeys(card.values_of(facet), by))
    return Counts(
        documents=documents,
        passages=passages,
        facets={facet: dict(sorted((+counts).items())) for facet, counts in facets.items()},
    )
