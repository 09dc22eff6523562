"""The parameter `item` of a reading list in, what it names out, and back: a resource, or a passage of one.

`RESOURCE~` is a resource, `RESOURCE~ORDINAL~FINGERPRINT` a passage of it. Ids may contain anything, so items are read from their end.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from searchapp.engine.quotation import FINGERPRINT_SIZE, Quotation, fingerprint
from searchapp.engine.results import HitPassage

ITEM: Final = "item"
MAX_ITEMS: Final = 100  # more is no list to read; and a packet of so many quotes has some fifty pages
LONGEST_ID: Final = 1_000  # characters of the id of a resource: longer ones are of no library
_ITEM: Final = re.compile(
    rf"(?P<id>.+)~(?:(?P<ordinal>[0-9]{{1,9}})~(?P<print>[a-z2-7]{{{FINGERPRINT_SIZE}}}))?", re.DOTALL
)


class Item(NamedTuple):
    """What one line of a list names."""

    resource_id: str
    quotation: Quotation | None  # None: the resource as a whole

    def __str__(self) -> str:
        """Return it as the parameter has it."""
        if self.quotation is None:
            return f"{self.resource_id}~"
        return f"{self.resource_id}~{self.quotation.ordinal}~{self.quotation.fingerprint}"


def item_of(resource_id: str, passage: HitPassage | None = None) -> Item:
    """Return what names a resource, or a *passage* of it."""
    quotation = None if passage is None else Quotation(passage.ordinal, fingerprint(passage.text))
    return Item(resource_id, quotation)


def items(values: Iterable[str]) -> tuple[tuple[Item, ...], int]:
    """Return what *values* name, each once, and how many of them were left out: beyond MAX_ITEMS, or not items at all."""
    given = list(dict.fromkeys(values))
    found = [item for item in map(_item, given) if item is not None][:MAX_ITEMS]
    return tuple(found), len(given) - len(found)


def _item(value: str) -> Item | None:
    read = _ITEM.fullmatch(value)
    if read is None or len(read["id"]) > LONGEST_ID:
        return None
    ordinal = read["ordinal"]
    return Item(read["id"], None if ordinal is None else Quotation(int(ordinal), read["print"]))
