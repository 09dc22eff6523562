"""A mistake that a check of ours finds in config.toml: what is wrong, and how to fix it."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import PydanticCustomError

REFUSED: Final = "refused"
_SHOWN: Final = 60  # characters of a value that a message repeats


def refused(what: str, fix: str) -> PydanticCustomError:
    """Return what a validator raises; it is a ValueError."""
    # Braces would be taken for values to put in.
    return PydanticCustomError(REFUSED, "{what}", {"what": what, "fix": fix})


def shown(value: Any) -> str:
    """Return a value as it would be written in config.toml; of a list or a table only what it is, of long text its beginning."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        cut = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        return json.dumps(cut, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
