"""The result of reading one file as JSON. The process that reads it goes without: what checks JSON takes long to import."""

from typing import Any, Final

from pydantic import TypeAdapter

from indexer.readers.outcome import ReadResult

_RESULTS: Final = TypeAdapter(ReadResult)


def to_json(result: ReadResult) -> dict[str, Any]:
    """Return *result* as JSON values."""
    value: dict[str, Any] = _RESULTS.dump_python(result, mode="json")
    return value


def from_json(value: dict[str, Any]) -> ReadResult:
    """Return the result from what `to_json` returned; raises ValueError for any other *value*."""
    return _RESULTS.validate_python(value)
