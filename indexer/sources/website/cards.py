"""Listing pages' cards in; what they say of each resource, joined over all of them, out; and cards by selectors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import soupsieve
from bs4 import BeautifulSoup, Tag

from indexer.config.website import ListingConfig
from indexer.control_characters import clean_line
from indexer.readers.html.charset import page_text
from indexer.readers.html.properties import card_properties
from indexer.readers.outcome import MAX_TITLE, Card, Properties, one_line
from indexer.resource import joined_properties
from indexer.sources.values import MAX_NAME

MAX_CARDS: Final = 1_000  # of one page
_YEAR: Final = re.compile(r"\b(1[89]\d\d|20\d\d|21\d\d)\b")


@dataclass(slots=True)
class Listed:
    """What all listing pages say of one resource."""

    title: str
    listed_at: str  # the address of the first page that lists it
    address: str  # where its first card leads
    year: int | None = None
    types: dict[str, None] = field(default_factory=dict)
    topics: dict[str, None] = field(default_factory=dict)
    properties: Properties = field(default_factory=dict)

    def join(self, card: Card) -> None:
        """Add what another card says: the first title and year are kept, types and topics are joined."""
        self.year = self.year if self.year is not None else card.year
        self.types |= dict.fromkeys(card.types)
        self.topics |= dict.fromkeys(card.topics)
        self.properties = joined_properties(self.properties, card.properties)


class SelectedCards:
    """Finds cards as the settings say; raises ValueError where a selector is none."""

    def __init__(self, config: ListingConfig) -> None:
        self._config = config
        self._selectors: Mapping[str, soupsieve.SoupSieve] = {
            name: _compiled(name, selector)
            for name in ("card", "title", "types", "topics", "year")
            if (selector := getattr(config, name)) is not None
        }

    def cards(self, data: bytes) -> tuple[Card, ...]:
        """Return the cards of a page; it is no listing where there are none."""
        soup = BeautifulSoup(page_text(data), "lxml")
        found = self._selectors["card"].select(soup, limit=MAX_CARDS)
        return tuple(card for tag in found if (card := self._card(tag)) is not None)

    def _card(self, tag: Tag) -> Card | None:
        title = self._title(tag)
        name = clean_line(one_line(title.get_text(" "), MAX_TITLE) or "") if title is not None else ""
        if title is None or not name:
            return None
        link = title if title.name == "a" else title.find("a", href=True) or title.find_parent("a", href=True)
        link = link if isinstance(link, Tag) else tag.find("a", href=True)
        if tag.name == "a" and link is None:
            link = tag
        year = next((match for text in self._texts("year", tag) if (match := _YEAR.search(text))), None)
        return Card(
            title=name,
            href=str(link.get("href")) if isinstance(link, Tag) and link.get("href") else None,
            types=self._names("types", tag, divider=","),
            topics=self._names("topics", tag),
            year=int(year[1]) if year else None,
            properties=card_properties([tag], (line for line in tag.stripped_strings)),
        )

    def _title(self, tag: Tag) -> Tag | None:
        chosen = self._selectors.get("title")
        if chosen is not None:
            return chosen.select_one(tag)
        found = tag.find(["h1", "h2", "h3", "h4", "h5", "h6"]) or tag.find("a", href=True)
        return found if isinstance(found, Tag) else None

    def _texts(self, name: str, tag: Tag) -> list[str]:
        chosen = self._selectors.get(name)
        found = chosen.select(tag, limit=100) if chosen is not None else []
        return [clean_line(one.get_text(" ")) for one in found]

    def _names(self, name: str, tag: Tag, divider: str | None = None) -> tuple[str, ...]:
        # "Report, Video | 2019": a year behind a bar is no type. Topics hold commas, so each has an element of its own.
        texts = [text.partition("|")[0] for text in self._texts(name, tag)]
        parts = [part for text in texts for part in (text.split(divider) if divider else [text])]
        return tuple(dict.fromkeys(part.strip()[:MAX_NAME] for part in parts if part.strip()))


def _compiled(name: str, selector: str) -> soupsieve.SoupSieve:
    try:
        return soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as error:
        raise ValueError(f"{name}: {str(error).splitlines()[0]}") from None
