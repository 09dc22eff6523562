"""A request in; what exceeds the limits of one request, as mistakes for the API or left out for a page, out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from searchapp.engine.request import MAX_NAME, MAX_NAMES, MAX_VALUES, SearchRequest
from searchapp.web.labels import FACET_NOUNS
from searchapp.web.mistakes import Mistake, brief

_Value = TypeVar("_Value", str, int)


def beyond_limits(request: SearchRequest) -> Iterator[Mistake]:
    """Yield what of *request* is beyond the limits, a mistake for each parameter and kind."""
    chosen: dict[str, tuple[str, ...] | tuple[int, ...]] = {
        "topic": request.topics,
        "type": request.types,
        "year": request.years,
    }
    for name, values in chosen.items():
        if len(values) > MAX_VALUES:
            yield Mistake(
                parameter=name, detail=f"has {len(values):,} different values; give at most {MAX_VALUES}"
            )
    named = {"topic": request.topics, "type": request.types}
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
            parameter="topic" if request.topics else "type",
            detail=f"the names chosen have {size:,} bytes together; they may have at most {MAX_NAMES:,}",
        )


def within_limits(request: SearchRequest) -> tuple[SearchRequest, tuple[str, ...]]:
    """Return *request* with as much as it may choose, the first of each facet, and a sentence for what was left out."""
    notes: list[str] = []
    topics, types = _short_enough(request.topics), _short_enough(request.types)
    long = len(request.topics) + len(request.types) - len(topics) - len(types)
    if long:
        left = "one was left out" if long == 1 else f"{long:,} were left out"
        notes.append(f"A filter of more than {MAX_NAME} characters cannot be used: {left}.")
    topics, types = _first("topic", topics, notes), _first("type", types, notes)
    years = _first("year", request.years, notes)
    fitting, room = _fitting(topics, MAX_NAMES)
    fitting_types, _ = _fitting(types, room)
    over = len(topics) + len(types) - len(fitting) - len(fitting_types)
    if over:
        left = "the last one was left out" if over == 1 else f"the last {over:,} were left out"
        notes.append(f"The names of these filters are too long together: {left}.")
    if not notes:
        return request, ()
    return replace(request, topics=fitting, types=fitting_types, years=years), tuple(notes)


def _first(name: str, values: tuple[_Value, ...], notes: list[str]) -> tuple[_Value, ...]:
    over = len(values) - MAX_VALUES
    if over > 0:
        left = "one more was left out" if over == 1 else f"{over:,} more were left out"
        notes.append(
            f"At most {MAX_VALUES} {FACET_NOUNS[name]} can be chosen at once. The first {MAX_VALUES} are used, {left}."
        )
    return values[:MAX_VALUES]


def _short_enough(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) <= MAX_NAME)


def _fitting(names: tuple[str, ...], room: int) -> tuple[tuple[str, ...], int]:
    """Return the first of *names* that have room in so many bytes, and the room that they leave."""
    for place, name in enumerate(names):
        if room < _size(name):
            return names[:place], 0
        room -= _size(name)
    return names, room


def _size(name: str) -> int:
    return len(name.encode("utf-8", "replace"))
