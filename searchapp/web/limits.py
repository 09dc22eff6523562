"""A request in; what exceeds the limits of one request, as mistakes for the API or left out for a page, out."""

from collections.abc import Iterator

from indexer.facets import STANDARD_TABLE, Facet, FacetTable
from searchapp.engine.request import MAX_NAME, MAX_NAMES, MAX_VALUES, SearchRequest, Value
from searchapp.web.labels import facet_nouns
from searchapp.web.mistakes import Mistake, brief
from searchapp.web.translations.current import counted


def beyond_limits(request: SearchRequest) -> Iterator[Mistake]:
    """Yield what of *request* is beyond the limits, a mistake for each parameter and kind."""
    chosen = request.chosen
    for name, values in chosen.items():
        if len(values) > MAX_VALUES:
            yield Mistake(
                parameter=name, detail=f"has {len(values):,} different values; give at most {MAX_VALUES}"
            )
    named = {
        name: tuple(value for value in values if isinstance(value, str)) for name, values in chosen.items()
    }
    for name, names in named.items():
        long = [value for value in names if len(value) > MAX_NAME]
        if long:
            others = f" (and {len(long) - 1:,} more)" if len(long) > 1 else ""
            yield Mistake(
                parameter=name,
                detail=f"“{brief(long[0], 40)}”{others} has {len(long[0]):,} characters; "
                f"a name may have at most {MAX_NAME}",
            )
    size = sum(_size(value) for names in named.values() for value in names)
    if size > MAX_NAMES:
        yield Mistake(
            parameter=next(name for name, names in named.items() if names),
            detail=f"the names chosen have {size:,} bytes together; they may have at most {MAX_NAMES:,}",
        )


def within_limits(
    request: SearchRequest, facets: FacetTable = STANDARD_TABLE
) -> tuple[SearchRequest, tuple[str, ...]]:
    """Return *request* with as much as it may choose, the first of each facet, and a sentence for what was left out."""
    notes: list[str] = []
    short = {name: tuple(filter(_is_short, values)) for name, values in request.chosen.items()}
    long = sum(map(len, request.chosen.values())) - sum(map(len, short.values()))
    if long:
        notes.append(
            counted(
                long,
                "A filter of more than %(limit)s characters cannot be used: one was left out.",
                "A filter of more than %(limit)s characters cannot be used: %(count)s were left out.",
                limit=MAX_NAME,
            )
        )
    first = {
        name: values if name not in facets else _first(facets[name], values, notes)
        for name, values in short.items()
    }
    room = MAX_NAMES
    fitting: dict[str, tuple[Value, ...]] = {}
    for name, values in first.items():
        fitting[name], room = _fitting(values, room)
    over = sum(map(len, first.values())) - sum(map(len, fitting.values()))
    if over:
        notes.append(
            counted(
                over,
                "The names of these filters are too long together: the last one was left out.",
                "The names of these filters are too long together: the last %(count)s were left out.",
            )
        )
    if notes:
        for name, values in fitting.items():
            request = request.choosing(name, values)
    return request, tuple(notes)


def _first(facet: Facet, values: tuple[Value, ...], notes: list[str]) -> tuple[Value, ...]:
    over = len(values) - MAX_VALUES
    if over > 0:
        notes.append(
            counted(
                over,
                "At most %(limit)s %(values)s can be chosen at once. The first %(limit)s are used, one more was left out.",
                "At most %(limit)s %(values)s can be chosen at once. The first %(limit)s are used, %(count)s more were left out.",
                limit=MAX_VALUES,
                values=facet_nouns(facet)[1],
            )
        )
    return values[:MAX_VALUES]


def _is_short(value: Value) -> bool:
    return not isinstance(value, str) or len(value) <= MAX_NAME


def _fitting(values: tuple[Value, ...], room: int) -> tuple[tuple[Value, ...], int]:
    """Return the first of *values* whose names have room in so many bytes, and the room that they leave."""
    for place, value in enumerate(values):
        size = _size(value) if isinstance(value, str) else 0
        if room < size:
            return values[:place], 0
        room -= size
    return values, room


def _size(name: str) -> int:
    return len(name.encode("utf-8", "replace"))
