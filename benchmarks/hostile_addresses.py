"""An application's routes and a library in, seeded addresses that nobody means out: odd values, repeated, wrongly encoded."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

from werkzeug.routing import Map

from benchmarks.hostile_texts import HostileTexts
from benchmarks.library import Library

LONGEST: Final = 32_000  # a server takes request lines of that size (docs/operations.md)
_READ: Final = 300  # records whose ids and names are asked for
_PARAMETERS: Final = (
    "q", "q", "topic", "type", "year", "year_from", "year_to", "sort", "page", "per_page", "from", "find", "v", "facet", "name", "id",
    "Q", "q[]", "topic[]", "topic.x", "", "unknown", "callback", "__proto__", "%71", "q%00", "utf8",
)  # fmt: skip
_ODD: Final = (
    "", "0", "1", "-1", "1e9", "99999999999999999999999", "٣", "2019", "2019.5", "2019..2022", "nan", "null", "true", "[]", "{}", "%", "%%", "%2", "%zz",
    "%00", "%0d%0aSet-Cookie:%20a=b", "%c0%af", "%ff%fe", "%ed%a0%80", "%e9", "%E2%80%AE", "%25252e", "..", "../../etc/passwd", "%2e%2e%2f", "a%2Fb",
    "//example.org", "http://example.org/", "<script>", "'", '"', ";", "a;b=c", "+", "&", "#", "relevance", "newest", "title", "RELEVANCE", "*",
    "-", "\\", "%5c", "~", "$(id)", "${7*7}", "x" * 300, "%F0%9F%98%80" * 40, "%CC%81" * 100, "10", "100", "101", "2", "1000000000000",
)  # fmt: skip
_LITERAL: Final = "!$'()*+,;:@/?-._~%=&[]|^{}\\`<>\""


class HostileAddresses:
    """Makes addresses of every route, and of none; always the same for one seed."""

    def __init__(self, routes: Map, library: Library, texts: HostileTexts, seed: int) -> None:
        self._chance = random.Random(seed)
        self._texts = iter(texts)
        self._paths: Sequence[str] = sorted({rule.rule for rule in routes.iter_rules()})
        records = list(islice(library.records(), _READ))
        self._names: Sequence[str] = [record["id"] for record in records] + sorted(
            {str(value) for record in records for value in _values(record)}
        )

    def __iter__(self) -> Iterator[str]:
        while True:
            # What a request line cannot hold no server gets to see.
            address = "".join(
                sign if "!" <= sign <= "~" else quote(sign, errors="replace") for sign in self._address()
            )
            yield address[:LONGEST]

    def _address(self) -> str:
        path = self._path()
        pairs = [self._pair() for _ in range(self._chance.choice((0, 1, 1, 2, 3, 6)))]
        if self._chance.random() < 0.15:
            name = self._chance.choice(_PARAMETERS)
            pairs += [f"{name}={self._value()}" for _ in range(self._chance.choice((10, 60, 300, 2_000)))]
        if self._chance.random() < 0.1:
            pairs = pairs[:1] * self._chance.choice((10, 60, 300, 2_000))
        return f"{path}{'?' if pairs else ''}{self._chance.choice(('&', '&', '&', ';', '&&')).join(pairs)}"

    def _path(self) -> str:
        path = self._chance.choice(self._paths)
        filled = "".join(
            self._segment() + rest if place else rest
            for place, part in enumerate(path.split("<"))
            for rest in [part.partition(">")[2] if place else part]
        )
        odd = self._chance.random()
        if odd < 0.05:
            return filled + self._chance.choice(
                ("/", "//", "/text", "/%2e%2e/", ";a=b", "%00", ".json", "\\")
            )
        return "/" + self._segment() if odd < 0.1 else filled

    def _segment(self) -> str:
        return self._value() or "x"

    def _pair(self) -> str:
        return f"{self._chance.choice(_PARAMETERS)}={self._value()}"

    def _value(self) -> str:
        kind = self._chance.random()
        if kind < 0.45:
            return self._chance.choice(_ODD)
        if kind < 0.8:
            return quote(self._chance.choice(self._names), safe="")
        text = next(self._texts)[: self._chance.choice((20, 200, 4_000))]
        return quote(text, safe=self._chance.choice(("", _LITERAL)), errors="replace")


def _values(record: dict[str, Any]) -> Iterator[Any]:
    yield from record.get("topics") or []
    yield from record.get("types") or []
    if record.get("year"):
        yield record["year"]
