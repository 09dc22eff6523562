"""Examples of queries, made of the titles, topics and years that the library has: whoever tries one finds something.

Words are those of titles in the language of the page, if there are any.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from indexer.facets import Facet, FacetTable
from searchapp.engine.protocol import SearchEngine
from searchapp.engine.query.parser import QUOTES
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import Facets, Hit

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
    clauses: tuple[tuple[Facet, str], ...]  # of each other facet that pages list and that has a value
    language: str | None  # of the words; None: unknown


class SearchTipsCache:
    """The examples of the build that was asked for last, in each language of pages."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, SearchTips]] = {}

    def of(self, engine: SearchEngine, language: str) -> SearchTips:
        """Return those of the build that *engine* answers from, for pages in *language*."""
        build, known = engine.ping(), self._known.get(language)
        if known is None or known[0] != build:
            known = self._known[language] = build, search_tips(engine, language)
        return known[1]


def search_tips(engine: SearchEngine, language: str = "en") -> SearchTips:
    """Return examples made of what *engine* has, in *language* if there is enough of it."""
    everything = engine.search(SearchRequest(per_page=TITLES))
    hits = everything.hits
    titles, spoken = _titles(hits, language)
    phrase = next(chain.from_iterable(map(_PAIR.findall, titles)), ())
    words = _distinct(word for title in titles for word in _WORD.findall(title))
    others = [word for word in words if word not in {part.lower() for part in phrase}]
    title, without, one, other = (*islice(others, 4), *[None] * 4)[:4]
    newest = max((hit.year for hit in hits if hit.year is not None), default=None)
    topics = [topic for topic in engine.topics() if topic.count and _can_be_quoted(topic.name)]
    topic = max(topics, key=lambda each: each.count).name if topics else None
    return SearchTips(
        phrase=f'"{" ".join(phrase).lower()}"' if phrase else None,
        without=f"-{without}" if without else None,
        prefix=next((f"{word[:_PREFIX]}*" for word in words if len(word) >= _MIN_PREFIXED), None),
        either=f"{one} OR {other}" if one and other else None,
        title=f"title:{title}" if title else None,
        topic=f'topic:"{topic}"' if topic is not None else None,
        years=_last_years("year", newest) if newest is not None else None,
        clauses=tuple(_clauses(engine.facets(), everything.facets)),
        language=spoken,
    )


def _clauses(table: FacetTable, values: Facets) -> Iterator[tuple[Facet, str]]:
    """Yield a clause of each facet of the library's own that pages list, with the value that most resources have."""
    for name in table.others:
        facet = table[name]
        listed = values.get(name, ()) if facet.show else ()
        if facet.kind == "year":
            years = [value.value for value in listed if isinstance(value.value, int)]
            if years:
                yield facet, _last_years(name, max(years))
            continue
        quotable = (value for value in listed if _can_be_quoted(str(value.value)))
        often = max(quotable, key=lambda value: value.count, default=None)
        if often is not None:
            yield facet, f'{name}:"{often.value}"'


def _can_be_quoted(value: str) -> bool:
    return not any(quote in value for quote in QUOTES)


def _last_years(name: str, newest: int) -> str:
    return f"{name}:{max(1, newest - _YEARS)}..{newest}"


def _titles(hits: Sequence[Hit], language: str) -> tuple[list[str], str | None]:
    """Return the titles in *language* and that language; if there are none, those in the language of the newest resource."""
    spoken = {hit.language for hit in hits}
    chosen = language if language in spoken else next((hit.language for hit in hits), None)
    return [hit.title for hit in hits if hit.language == chosen], chosen


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word.lower() for word in words))
