"""What a page says in its `<meta>` tags, and a card in attributes, classes and labels: values that facets may be read from."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from bs4 import BeautifulSoup, Tag

from indexer.readers.outcome import Properties
from indexer.readers.properties import collected

_MAX_TAGS: Final = 300  # of one card that are looked at

# "Audience: Patrol officers". A sentence with a colon has more words before it.
_LABELLED: Final = re.compile(r"(?P<label>[^\W\d_][^:.!?|]{0,38}[^\W_]):\s+(?P<value>\S.*)")
_LABEL_WORDS: Final = 4


def page_properties(soup: BeautifulSoup) -> Properties:
    """Return the contents of the page's `<meta>` tags by their names in lower case."""
    return collected(_meta(soup))


def card_properties(parts: Iterable[Tag], lines: Iterable[str]) -> Properties:
    """Return what a card's *parts* say: "data-…" attributes, "class:…" texts, and the labels of its *lines*."""
    return collected([*_labelled(lines), *_marked(parts)])


def _meta(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for tag in soup.find_all("meta", limit=_MAX_TAGS):
        content = tag.get("content")
        for key in ("name", "property", "itemprop"):
            name = tag.get(key)
            if isinstance(name, str) and isinstance(content, str):
                yield name.lower(), content


def _labelled(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _LABELLED.fullmatch(line)
        if match is not None and len(match["label"].split()) <= _LABEL_WORDS:
            yield match["label"], match["value"]


def _marked(parts: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    whole = tuple(parts)
    for tag in islice((tag for part in whole for tag in (part, *part.find_all())), _MAX_TAGS):
        for name, value in tag.attrs.items():
            if name.startswith("data-") and isinstance(value, str):
                yield name, value
        classes = [name for name in tag.get_attribute_list("class") if name]
        if classes and not any(tag is part for part in whole):  # the whole card is no value
            text = tag.get_text(" ")
            for name in classes:
                yield f"class:{name}", text
