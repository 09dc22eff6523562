"""Examples of queries, made of the titles, topics and years that the library has: whoever tries one finds something."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import SearchRequest

TITLES: Final = 50  # that words are taken from: the newest
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_PAIR: Final = re.compile(r"(?<!\w)([^\W\d_]{4,}) ([^\W\d_]{4,})(?!\w)")
_MIN_PREFIXED: Final = 7  # letters of a word of which the beginning says which one is meant
_PREFIX: Final = 5
_YEARS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTips:
    """An example of each operator, as it is typed; None: the library has nothing to make one of."""

    phrase: str | None
    without: str | None
    prefix: str | None
    either: str | None
    title: str | None
    topic: str | None
    years: str | None


class SearchTipsCache:
    """The examples of the build that was asked for last."""

    def __init__(self) -> None:
        self._known: tuple[str, SearchTips] | None = None

    def of(self, engine: SearchEngine) -> SearchTips:
        """Return those of the build that *engine* answers from."""
        build, known = engine.ping(), self._known
        if known is None or known[0] != build:
            known = self._known = build, search_tips(engine)
        return known[1]


def search_tips(engine: SearchEngine) -> SearchTips:
    """Return examples made of what *engine* has."""
    hits = engine.search(SearchRequest(per_page=TITLES)).hits
    titles = [hit.title for hit in hits]
    phrase = next(chain.from_iterable(map(_PAIR.findall, titles)), ())
    words = _distinct(word for title in titles for word in _WORD.findall(title))
    others = [word for word in words if word not in {part.lower() for part in phrase}]
    title, without, one, other = (*islice(others, 4), *[None] * 4)[:4]
    newest = max((hit.year for hit in hits if hit.year is not None), default=None)
    topics = [topic for topic in engine.topics() if topic.count]
    topic = max(topics, key=lambda each: each.count).name if topics else None
    return SearchTips(
        phrase=f'"{" ".join(phrase).lower()}"' if phrase else None,
        without=f"-{without}" if without else None,
        prefix=next((f"{word[:_PREFIX]}*" for word in words if len(word) >= _MIN_PREFIXED), None),
        either=f"{one} OR {other}" if one and other else None,
        title=f"title:{title}" if title else None,
        topic=f'topic:"{topic}"' if topic is not None and '"' not in topic else None,
        years=f"year:{max(1, newest - _YEARS)}..{newest}" if newest is not None else None,
    )


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word.lower() for word in words))
