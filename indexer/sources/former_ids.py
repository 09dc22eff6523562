"""A resource in; the same with the ids that it and its documents had before their files were renamed out."""

from collections.abc import Callable
from dataclasses import replace

from indexer.resource import Resource
from indexer.sources.source import FormerIds


def with_former_ids(resource: Resource, former_ids: Callable[[str], FormerIds]) -> Resource:
    """Return *resource*, all of whose documents have been read, with their former ids and its own."""
    known = [former_ids(document.id) for document in resource.documents]
    if not any(one.documents for one in known):
        return resource
    documents = tuple(
        replace(document, former_ids=one.documents)
        for document, one in zip(resource.documents, known, strict=True)
    )
    own = [key for one in known for key in one.resources if key != resource.id] if len(known) == 1 else []
    return replace(resource, documents=documents, former_ids=tuple(dict.fromkeys(own)))
