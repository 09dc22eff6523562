"""Makes the nouns that tests are about; a test names only the fields it cares for."""

from typing import Any

from indexer.readers.passages import passages_from_text
from indexer.resource import RECORD_FORMAT, Document, Passage, Place, Resource


def make_resource(
    resource_id: str = "one", *, text: str = "", passages: tuple[Passage, ...] = (), **facts: Any
) -> Resource:
    """Return a resource whose own text is *text* or *passages*."""
    passages = passages or passages_from_text(text)
    own = Document(
        id=f"{resource_id}-text",
        title=facts.get("title") or resource_id,
        url=facts.get("url"),
        format=RECORD_FORMAT,
        passages=passages,
    )
    documents = ((own,) if passages else ()) + tuple(facts.pop("documents", ()))
    return Resource(id=resource_id, documents=documents, **facts)


def make_passage(text: str, *heading: str, **place: Any) -> Passage:
    """Return a passage below *heading*."""
    return Passage(text=text, place=Place(heading=heading, **place))
