"""A suggestion: an entry of the library that contains what was typed, and where it leads."""

from dataclasses import dataclass
from typing import Final, Literal

from searchapp.engine.results import HitDocument

Kind = Literal["title", "topic", "heading", "acronym"]

MAX_SUGGESTIONS: Final = 8  # what is read at a glance, and fits below a search box on a phone


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLink:
    """What is needed to link to a resource."""

    id: str
    url: str | None  # its own address; None: its first document's, else its page here
    documents: tuple[HitDocument, ...] = ()  # the first one, if its own address is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A suggestion."""

    text: str  # as printed
    kind: Kind
    resource: ResourceLink | None = None  # of a title: the resource that has it
    slug: str | None = None  # of a topic: that of its page
