"""What changed from a build to the library, resource by resource, as editors should see it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from indexer.facets import STANDARD_TABLE, FacetTable
from indexer.index_writer import BuildReader
from indexer.indexed_fields import stored_resource
from indexer.resource import Resource
from indexer.stored_fields import StoredDocument, StoredFields, StoredResource

MAX_LISTED: Final = 1000  # changes of each kind are listed, the rest is counted: a report must stay readable

_COMPARED: Final = ("title", "url", "summary", "types", "topics", "year", "listed_at", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLoss:
    """A document that has less text than before."""

    document: str  # its title
    passages: tuple[int, int]  # before, now
    pages: tuple[int | None, int | None]
    unlisted: bool = False  # the resource no longer lists it


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One resource that was added, changed, renamed or removed."""

    id: str
    title: str
    previous_id: str | None = None  # if its file was renamed
    previous_title: str | None = None  # if it is different
    changed_fields: tuple[str, ...] = ()  # names of fields, and "text" or "documents"
    lost: tuple[TextLoss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetChange:
    """A facet value with a different number of resources than before."""

    value: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """The changes, one by one: the first MAX_LISTED of each kind."""

    added: tuple[Edit, ...] = ()
    renamed: tuple[Edit, ...] = ()  # their files have other names or folders
    changed: tuple[Edit, ...] = ()
    removed: tuple[Edit, ...] = ()
    lost_passages: int = 0  # of documents that lost text, over all changed resources
    facets: Mapping[str, tuple[FacetChange, ...]] = field(
        default_factory=dict
    )  # facet -> its changed values, the largest changes first


@dataclass(slots=True)
class Changes:
    """Collects the changes between *before*, a build, and the library."""

    before: BuildReader
    facets: FacetTable = STANDARD_TABLE  # those of the library now
    added: list[Edit] = field(default_factory=list)  # the first MAX_LISTED of each kind
    renamed: list[Edit] = field(default_factory=list)
    changed: list[Edit] = field(default_factory=list)
    removed: list[Edit] = field(default_factory=list)
    lost_passages: int = 0  # of documents that hold less, over all changed resources
    _moves: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def record(self, resource: Resource, *, previous_id: str | None) -> None:
        """Record a resource that was added (*previous_id* is None), changed, or renamed (it is another id)."""
        self._count(resource, 1)
        if previous_id is None:
            _keep(self.added, Edit(id=resource.id, title=resource.shown_title))
            return
        is_renamed = previous_id != resource.id
        edits = self.renamed if is_renamed else self.changed
        edit = Edit(id=resource.id, title=resource.shown_title)
        before = self.before.get(previous_id)
        if before is not None:  # else it cannot be read: only that it changed is known
            self._count(before.stored_fields, -1)
            edit = _edit(before, stored_resource(resource, self.facets))
            self.lost_passages += sum(loss.passages[0] - loss.passages[1] for loss in edit.lost)
        _keep(edits, replace(edit, previous_id=previous_id) if is_renamed else edit)

    def record_removed(self, resource_id: str) -> None:
        """Record a resource that is no longer in the library."""
        before = self.before.get(resource_id)
        if before is not None:
            self._count(before.stored_fields, -1)
        _keep(self.removed, Edit(id=resource_id, title=before.stored_fields.title if before else resource_id))

    def report(self) -> ChangeReport:
        """Return what was recorded so far."""
        return ChangeReport(
            added=tuple(self.added),
            renamed=tuple(self.renamed),
            changed=tuple(self.changed),
            removed=tuple(self.removed),
            lost_passages=self.lost_passages,
            facets=self._facet_changes(),
        )

    def _facet_changes(self) -> dict[str, tuple[FacetChange, ...]]:
        """Return the facet values whose counts changed, the largest changes first; none if the old counts are unknown."""
        known = self.before.facets
        if known is None:
            return dict.fromkeys(self.facets.names, ())
        return {
            name: tuple(
                FacetChange(value=value, before=before, after=before + moved)
                for value, moved in sorted(moves.items(), key=lambda item: (-abs(item[1]), item[0]))
                if moved
                for before in (known.get(name, {}).get(value, 0),)
            )
            for name in self.facets.names
            for moves in (self._moves[name],)
        }

    def _count(self, card: StoredFields | Resource, by: int) -> None:
        values = (
            self.facets.values_of(card)
            if isinstance(card, Resource)
            else {name: card.values_of(name) for name in self.facets.names}
        )
        for name, held in values.items():
            for value in dict.fromkeys(held):
                self._moves[name][value] += by


def _keep(edits: list[Edit], edit: Edit) -> None:
    if len(edits) < MAX_LISTED:
        edits.append(edit)


def _edit(before: StoredResource, now: StoredResource) -> Edit:
    changed_fields = [
        name for name in _COMPARED if getattr(before.stored_fields, name) != getattr(now.stored_fields, name)
    ]
    if before.metadata != now.metadata:
        changed_fields.append("metadata")
    there = _by_all_ids(now.documents)
    held = [there[one.id].id if one.id in there else one.id for one in before.documents]
    if held != [one.id for one in now.documents]:
        changed_fields.append("documents")
    if before.passages != now.passages:
        changed_fields.append("text")
    title = now.stored_fields.title
    return Edit(
        id=now.stored_fields.id,
        title=title,
        previous_title=before.stored_fields.title if before.stored_fields.title != title else None,
        changed_fields=tuple(changed_fields),
        lost=tuple(_losses(before, now)),
    )


def _losses(before: StoredResource, now: StoredResource) -> Iterable[TextLoss]:
    had, has = _passages_of(before), _passages_of(now)
    there = _by_all_ids(now.documents)
    for document in before.documents:
        left = there.get(document.id)
        passages = had[document.id], has[left.id] if left is not None else 0
        pages = document.pages, left.pages if left is not None else None
        fewer = left is not None and (left.pages or 0) < (document.pages or 0)
        if passages[1] < passages[0] or fewer or left is None:
            yield TextLoss(document=document.title, passages=passages, pages=pages, unlisted=left is None)


def _by_all_ids(documents: Sequence[StoredDocument]) -> Mapping[str, StoredDocument]:
    """Return *documents* by their ids, and by those that they had before their files were renamed."""
    former = {key: document for document in reversed(documents) for key in document.former_ids}
    return former | {document.id: document for document in documents}


def _passages_of(stored: StoredResource) -> Mapping[str, int]:
    documents = stored.documents
    counted: Counter[str] = Counter({document.id: 0 for document in documents})
    counted.update(documents[passage.document].id for passage in stored.passages)
    return counted


__all__ = ["MAX_LISTED", "ChangeReport", "Changes", "Edit", "FacetChange", "TextLoss"]
