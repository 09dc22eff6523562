"""Items of a reading list in, what its page and its exports show of them out: resources, each with its quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.engine.protocol import SearchEngine
from searchapp.engine.results import Hit, HitPassage
from searchapp.web.reading_list.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage of the list."""

    item: Item
    passage: HitPassage | None  # None: its resource has no such text any more


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketResource:
    """A resource of the list, and what is quoted of it."""

    hit: Hit
    item: Item | None  # what names it as a whole; None: only passages of it are on the list
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """All of a list."""

    resources: tuple[PacketResource, ...]  # in the order in which the list names them first
    missing: tuple[Item, ...]  # what the library has no more

    @property
    def quote_count(self) -> int:
        """How many passages are quoted."""
        return sum(quote.passage is not None for each in self.resources for quote in each.quotes)


def packet(engine: SearchEngine, items: Sequence[Item]) -> Packet:
    """Return what *items* name in the library that *engine* answers from."""
    by_id: dict[str, list[Item]] = {}
    for item in items:
        by_id.setdefault(item.resource_id, []).append(item)
    listed: list[PacketResource] = []
    missing: list[Item] = []
    for resource_id, own in by_id.items():
        chosen = [item for item in own if item.quotation is not None]
        view = engine.quoted(resource_id, [item.quotation for item in chosen if item.quotation is not None])
        if view is None:
            missing += own
            continue
        listed.append(
            PacketResource(
                hit=view.hit,
                item=next((item for item in own if item.quotation is None), None),
                quotes=tuple(
                    Quote(item=item, passage=passage)
                    for item, passage in zip(chosen, view.passages, strict=True)
                ),
            )
        )
    return Packet(resources=tuple(listed), missing=tuple(missing))
