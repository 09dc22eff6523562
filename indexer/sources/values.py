"""Checks the values of a record: text, lists, years and addresses. A mistake raises ValueError."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from indexer.control_characters import clean_line, clean_text, has_control

# Values that are in every response and on every page have limits, all in characters. A longer value is a mistake of the
# export, such as the text of a document in the wrong column.
MAX_TITLE: Final = 2_000
MAX_SUMMARY: Final = 20_000
MAX_NAME: Final = 300  # a topic, a type, a line of a heading, a label
MAX_NAMES: Final = 1_000  # … of one resource
MAX_ADDRESS: Final = 4_000  # browsers and servers hardly accept more
MAX_METADATA: Final = 256 * 1024  # of all other keys together, as JSON

_BLANK: Final = " \t\r\n\xa0\ufeff"
# Spreadsheets write 2019 as "2019.0" if the column has an empty cell.
_YEAR: Final = re.compile(r"\d{1,4}(?:\.0+)?", re.ASCII)
# How JSON escapes the control characters of ASCII; others are not escaped.
_WRITTEN_CONTROL: Final = re.compile(r"\\[bfnrtu]")


def line_of(value: Any, most: int = MAX_NAME) -> str | None:
    """Return *value* as one line of text without control characters; None if blank."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("it must be text")  # noqa: TRY004  # one kind of mistake, reported in one way
    line = clean_line(value)
    if len(line) > most:
        raise ValueError(f"it is longer than {most:,} characters")
    return line or None


def text_of(value: Any, most: int | None = None) -> str | None:
    """Return *value* as text with its line ends, without control characters; None if blank."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("it must be text")  # noqa: TRY004
    if most is not None and len(value) > most:
        raise ValueError(f"it is longer than {most:,} characters")
    text = clean_text(value)
    return text if text.strip() else None


def listed(value: Any, divider: str | None = None) -> Sequence[Any]:
    """Return *value* as a list: a single value becomes a list of one; in CSV, *divider* separates values."""
    if value is None:
        return ()
    if isinstance(value, str) and divider is not None:
        return value.split(divider)
    return value if isinstance(value, list) else [value]


def names_of(value: Any, divider: str | None = None) -> tuple[str, ...]:
    """Return names (topics, types) in order, without duplicates, blank ones and control characters."""
    return _each_once(line_of(one) for one in _texts(value, divider))


def paths_of(value: Any, divider: str | None = None) -> tuple[str, ...]:
    """Return the paths of files in order, without duplicates and blank ones, otherwise unchanged."""
    return _each_once(one.strip(_BLANK) for one in _texts(value, divider))


def year_of(value: Any) -> int | None:
    """Return a year from 1 to 9999; None if absent."""
    if value is None or value == "":
        return None
    whole = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, str) and _YEAR.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, float) and value.is_integer():
        whole = True
    if not whole or not 1 <= value <= 9999:
        raise ValueError(f"{shown(value)} is not a whole number from 1 to 9999")
    return int(value)


def address_of(value: Any) -> str | None:
    """Return an absolute http or https address; None if absent. Others ("javascript:") could harm users."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("it must be text")  # noqa: TRY004
    address = _without_ends(value)
    if not address:
        return None
    if has_control(address):
        raise ValueError(f"{shown(address)} holds a control character")
    if len(address) > MAX_ADDRESS:
        raise ValueError(f"it is longer than {MAX_ADDRESS:,} characters")
    parts = urlsplit(address)  # raises ValueError itself on a broken host
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{shown(address)} is not an address that begins with http:// or https://")
    if " " in address:
        raise ValueError(f"{shown(address)} holds a space; write %20")
    return address


def seconds_of(value: Any) -> float | None:
    """Return seconds from 0; None if absent."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ValueError(f"{shown(value)} is not a number of seconds")
    return float(value)


def page_of(value: Any) -> int | None:
    """Return a page number from 1; None if absent."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{1,7}", value.strip(), re.ASCII):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10**7:
        raise ValueError(f"{shown(value)} is not a page number from 1 on")
    return value


def metadata_of(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record's other keys and their values, all text in them without control characters."""
    if not values:
        return values
    try:
        written = json.dumps(values, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise ValueError("it holds a number that is not finite") from None
    if len(written) > MAX_METADATA:
        largest = max(values, key=lambda key: len(json.dumps(values[key], ensure_ascii=False)))
        raise ValueError(
            f"its other keys take more than {MAX_METADATA // 1024} KB as JSON, {shown(largest)} the most"
        )
    if written.isprintable() and _WRITTEN_CONTROL.search(written) is None:
        return values
    cleaned = _cleaned(values)
    return cleaned if isinstance(cleaned, dict) else {}


def shown(value: Any) -> str:
    """Return *value* for a message: shortened, as JSON."""
    if isinstance(value, str):
        value = value[:60] + "…" * (len(value) > 60)
    said = json.dumps(value, ensure_ascii=False, default=repr)
    return said if len(said) <= 64 else said[:60] + "…"


def _texts(value: Any, divider: str | None) -> Iterator[str]:
    found = listed(value, divider)
    if len(found) > MAX_NAMES:
        raise ValueError(f"it has more than {MAX_NAMES:,} entries")
    for one in found:
        if one is None:
            continue
        if not isinstance(one, str):
            raise ValueError("it must be a list of texts")  # noqa: TRY004
        yield one


def _each_once(names: Iterator[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _without_ends(address: str) -> str:
    """Return *address* without the blanks and punctuation at its ends that get copied from pages."""
    begin, end = 0, len(address)
    while begin < end and not clean_line(address[begin]):
        begin += 1
    while begin < end and not clean_line(address[end - 1]):
        end -= 1
    return address[begin:end]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {clean_line(key): _cleaned(one) for key, one in value.items()}
    return value
