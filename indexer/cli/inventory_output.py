"""What was found in a source, and what was left out, as lines for the terminal; pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from indexer.cli.output import quantity
from indexer.readers.formats import BY_NAME
from indexer.runs.inventory import Inventory
from indexer.sources.ignored import Ignored

_MAX_VALUES: Final = 8  # types or topics on a line
_HOW: Final = "none; [[sources.rules]] in config.toml can give them"


def first_scan_lines(found: Inventory, ignored: Sequence[Ignored]) -> Iterator[str]:
    """Yield what the first scan of a source found, and what it left out."""
    yield f"found in {found.source}, which was scanned for the first time:"
    yield f"  resources  {found.resources:,}"
    if found.documents:
        labels: dict[str, int] = {}
        for form, count in found.documents.items():
            label = BY_NAME[form].label if form in BY_NAME else form
            labels[label] = labels.get(label, 0) + count
        yield f"  files      {_values(labels, 0)}"
    yield f"  types      {_values(found.types, found.untyped)}"
    yield f"  topics     {_values(found.topics, found.without_topics)}"
    years = None
    if found.first_year is not None:
        years = (
            f"{found.first_year}"
            if found.first_year == found.last_year
            else f"{found.first_year} to {found.last_year}"
        )
    yield f"  years      {_HOW if years is None else years + _without(found.undated)}"
    heading = "left out"
    for one in ignored:
        if one.source == found.source:
            yield f"  {heading:<9}  {one.line}"
            heading = ""


def _values(counts: Mapping[str, int], without: int) -> str:
    if not counts:
        return _HOW
    listed = [f"{value} {count:,}" for value, count in list(counts.items())[:_MAX_VALUES]]
    more = len(counts) - len(listed)
    return ", ".join(listed) + (f" and {more:,} more" if more else "") + _without(without)


def _without(count: int) -> str:
    return f"; {quantity(count, 'resource')} without" if count else ""
