"""What the index stores of a resource in; what a list of many results says of it, out: its text is not read."""

from searchapp.engine.listing import ListedResource
from searchapp.engine.presenting.presenter import hit_document
from searchapp.engine.presenting.readable import ReadableResource


def listed_resource(resource: ReadableResource, site_language: str) -> ListedResource:
    """Return what is listed of *resource*; *site_language* is that of resources without their own."""
    stored = resource.stored_fields
    return ListedResource(
        id=stored.id,
        url=stored.url,
        title=stored.title,
        summary=stored.summary,
        types=stored.types,
        topics=stored.topics,
        year=stored.year,
        language=stored.language or site_language,
        facets=stored.facets,
        documents=tuple(map(hit_document, resource.documents(0, 1))),
    )
