"""A hit in, what a list of many results says of it out."""

from dataclasses import fields

from searchapp.engine.listing import ListedResource
from searchapp.engine.results import (
    Hit,
)


def listed(hit: Hit) -> ListedResource:
    """Return what is listed of a hit."""
    values = {field.name: getattr(hit, field.name) for field in fields(ListedResource)}
    return ListedResource(**{**values, "documents": hit.documents[:1]})
