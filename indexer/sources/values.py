"""Values as an export holds them in; checked text, lists, years and addresses out. What is wrong raises ValueError."""

import json
import math
import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_HARMFUL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAKING: Final = re.compile(r"[ ]*[\t\n\r\x85\u2028\u2029][\s\x85]*")
_BLANK: Final = " \t\r\n\xa0\ufeff"
# Spreadsheets write 2019 as "2019.0" once a column holds an empty cell.
_YEAR: Final = re.compile(r"\d{1,4}(?:\.0+)?", re.ASCII)


def holds_control(text: str) -> bool:
    """Tell whether *text* holds a sign that is no part of any text: a control sign, or half of a surrogate pair."""
    return _CONTROL.search(text) is not None or _SURROGATE.search(text) is not None


def line_of(value: Any) -> str | None:
    """Return *value* as one line of text: line ends become spaces, other control signs go; None when blank."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("it must be text")  # noqa: TRY004  # one kind of mistake, told in one way
    return _CONTROL.sub("", _BREAKING.sub(" ", value)).strip(_BLANK) or None


def text_of(value: Any) -> str | None:
    """Return *value* as text with its line ends, other control signs left out; None when blank."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("it must be text")  # noqa: TRY004
    return _HARMFUL.sub("", value) if value.strip() else None


def listed(value: Any, divider: str | None = None) -> Sequence[Any]:
    """Return *value* as a list: one value alone is a list of it; in CSV *divider* parts it."""
    if value is None:
        return ()
    if isinstance(value, str) and divider is not None:
        return value.split(divider)
    return value if isinstance(value, list) else [value]


def names_of(value: Any, divider: str | None = None) -> tuple[str, ...]:
    """Return names (topics, types, files) in order, each once, blank ones left out."""
    found: dict[str, None] = {}
    for one in listed(value, divider):
        if one is None:
            continue
        if not isinstance(one, str):
            raise ValueError("it must be a list of texts")  # noqa: TRY004
        name = one.strip(_BLANK)
        if _CONTROL.search(name):
            raise ValueError(f"{_short(name)} holds a control sign")
        if name:
            found[name] = None
    return tuple(found)


def year_of(value: Any) -> int | None:
    """Return a year from 1 to 9999; None when absent."""
    if value is None or value == "":
        return None
    whole = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, str) and _YEAR.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, float) and value.is_integer():
        whole = True
    if not whole or not 1 <= value <= 9999:
        raise ValueError(f"{_short(value)} is no whole number from 1 to 9999")
    return int(value)


def address_of(value: Any) -> str | None:
    """Return an absolute http or https address; None when absent. Others ("javascript:") could harm a reader."""
    address = line_of(value)
    if address is None:
        return None
    parts = urlsplit(address)  # raises ValueError itself on a broken host
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{_short(address)} is no address that begins with http:// or https://")
    if " " in address:
        raise ValueError(f"{_short(address)} holds a space; write %20")
    return address


def seconds_of(value: Any) -> float | None:
    """Return seconds from 0; None when absent."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ValueError(f"{_short(value)} is no number of seconds")
    return float(value)


def page_of(value: Any) -> int | None:
    """Return a page number from 1; None when absent."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{1,7}", value.strip(), re.ASCII):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10**7:
        raise ValueError(f"{_short(value)} is no page number from 1")
    return value


def _short(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False, default=repr)
    return said if len(said) <= 60 else said[:57] + "…"
