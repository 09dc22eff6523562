"""Parses one line of JSONL; a mistake or an exceeded limit is a RecordError."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from indexer.errors import RecordError
from indexer.sources.values import shown

# A record has a dozen keys; one with a thousand passages, 5,000 keys and values. Python takes 80 bytes for an empty list,
# which is three bytes of JSON.
MAX_VALUES: Final = 200_000
MAX_DEPTH: Final = 32  # nested lists and objects: clients have to walk through all of them
MAX_DIGITS: Final = 100  # of a number; one with more is not a meaningful quantity

# A complete string, so that its content is not counted, or what precedes or separates values.
_PART: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{,]', re.DOTALL)
_SURROGATE: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def json_record(line: bytes, where: str) -> dict[str, Any]:
    """Return the values of the JSON object in *line*; raises RecordError."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise RecordError("it is not UTF-8", where=where, fix="save the file as UTF-8") from None
    try:
        if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
            _count(text)
        values = _decode(text)
        if not isinstance(values, dict):
            raise RecordError("it is not a JSON object", where=where, fix="write one JSON object per line")
        if text.count("[") + text.count("{") > MAX_DEPTH:
            _measure(values)
    except json.JSONDecodeError as error:
        said = f"it is not JSON ({error.msg}, column {error.colno})"
        raise RecordError(said, where=where, fix="write one JSON object per line") from None
    except RecursionError:
        raise RecordError(_TOO_DEEP, where=where, fix=_FIX) from None
    except ValueError as error:
        raise RecordError(str(error), where=where, fix=_FIX) from None
    whole: dict[str, Any] = _whole(values) if "\\u" in text else values
    return whole


_TOO_DEEP: Final = f"it is nested more than {MAX_DEPTH} levels deep"
_FIX: Final = "correct it where it is kept"


def _count(text: str) -> None:
    """Raise ValueError if *text* has more than MAX_VALUES keys and values, without creating them."""
    for number, _ in enumerate(part for part in _PART.finditer(text) if part[0][0] != '"'):
        if number >= MAX_VALUES:
            raise ValueError(f"it holds more than {MAX_VALUES:,} values")


def _measure(values: dict[str, Any]) -> None:
    """Raise ValueError if *values* are nested more than MAX_DEPTH deep."""
    level: list[Any] = [values]
    for _ in range(MAX_DEPTH):
        level = [one for outer in level for one in _inside(outer) if isinstance(one, dict | list)]
        if not level:
            return
    raise ValueError(_TOO_DEEP)


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        (name, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the key {shown(name)} appears twice")
    return values


def _whole_number(digits: str) -> int:
    _bound(digits)
    return int(digits)


def _number(digits: str) -> float:
    _bound(digits)
    value = float(digits)
    if math.isinf(value):  # 1e999
        raise ValueError("it holds a number that is not finite")
    return value


def _bound(digits: str) -> None:
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"it holds a number of more than {MAX_DIGITS} digits")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"it holds {name}, which is not a JSON number")


_decode: Final = json.JSONDecoder(
    parse_int=_whole_number, parse_float=_number, parse_constant=_no_number, object_pairs_hook=_object
).decode


def _whole(value: Any) -> Any:
    """Return *value* with halves of characters (an emoji cut in two) replaced, because UTF-8 cannot encode them."""
    if isinstance(value, str):
        return value if value.isascii() else value.translate(_SURROGATE)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value
