"""What pydantic finds wrong with a value of config.toml in; what is wrong and how to fix it, in plain English, out."""

import json
import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from indexer.config.refusal import shown


class WrongValue(NamedTuple):
    """A value that cannot be, and where it stands."""

    key: str
    subject: str  # the key, or "entry 2 of" it
    value: Any
    limits: Mapping[str, Any]  # what pydantic says of the limits it breaks
    example: str  # the value that the setting has if it is not set, as TOML; "": it has none
    in_list: bool


def example_of(model: type[BaseModel] | None, key: str) -> str:
    """Return the default of a setting as TOML, to show how it is written; "" if none can be shown."""
    for name, field in (model.model_fields if model is not None else {}).items():
        if key in {name, field.alias}:
            default = field.default
            plain = default is not PydanticUndefined and isinstance(default, str | int | float)
            return shown(default) if plain else ""
    return ""


def wrong_value(kind: str, wrong: WrongValue) -> tuple[str, str] | None:
    """Return what is wrong and how to fix it; *kind* is pydantic's type of error. None: no setting can cause it."""
    sentence = SENTENCES.get(kind)
    if sentence is None:
        return None
    why, fix = sentence(wrong)
    return f"{wrong.subject} is {shown(wrong.value)}, {why}", fix


def _written(wrong: WrongValue, value: str) -> str:
    return value if wrong.in_list else f"{wrong.key} = {value}"


def _text(wrong: WrongValue) -> tuple[str, str]:
    plain = isinstance(wrong.value, int | float)  # a true, too
    quoted = _written(wrong, json.dumps(shown(wrong.value)) if plain else '"…"')
    return "which is not text", f"put text in quotes: {quoted}"


def _whole_number(wrong: WrongValue) -> tuple[str, str]:
    return "which is not a whole number", _number_fix(wrong, "a whole number")


def _number(wrong: WrongValue) -> tuple[str, str]:
    return "which is not a number", _number_fix(wrong, "a number")


def _number_fix(wrong: WrongValue, noun: str) -> str:
    example = wrong.example if wrong.example[:1].isdigit() else ""
    return (
        f"write {noun} without quotes, such as {_written(wrong, example)}"
        if example
        else f"write {noun} without quotes"
    )


def _truth(wrong: WrongValue) -> tuple[str, str]:
    return "which is neither true nor false", f"write {_written(wrong, 'true')} or {_written(wrong, 'false')}"


def _list(wrong: WrongValue) -> tuple[str, str]:
    one = shown(wrong.value) if isinstance(wrong.value, str | int | float) else "…"
    return "which is not a list", f"put it in brackets: {_written(wrong, f'[{one}]')}"


def _table(wrong: WrongValue) -> tuple[str, str]:
    table = _written(wrong, '{name = "value"}')
    return "which is not a table", f"write {table}"


def _beyond(limit: str, why: str, words: str) -> Callable[[WrongValue], tuple[str, str]]:
    def sentence(wrong: WrongValue) -> tuple[str, str]:
        number = not (isinstance(wrong.value, float) and math.isnan(wrong.value))
        return why if number else "which is not a number", f"use {words.format(_limit(wrong, limit))}"

    return sentence


def _limit(wrong: WrongValue, name: str) -> str:
    value = wrong.limits[name]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _choice(wrong: WrongValue) -> tuple[str, str]:
    # pydantic names them: "'values' or 'year'".
    named = str(wrong.limits["expected"]).replace("'", '"')
    near = get_close_matches(str(wrong.value), [word for word in named.split('"')[1::2] if word], n=1)
    return "which is none of its values", f'did you mean "{near[0]}"?' if near else f"use {named}"


def _short_text(wrong: WrongValue) -> tuple[str, str]:
    if not wrong.value:
        return "which is empty", "write something between the quotes, or leave it out"
    least = wrong.limits["min_length"]
    return f"which is too short ({len(wrong.value)} characters)", f"write at least {least}"


def _long_text(wrong: WrongValue) -> tuple[str, str]:
    return f"which is too long ({len(wrong.value)} characters)", f"write at most {wrong.limits['max_length']}"


def _short_list(wrong: WrongValue) -> tuple[str, str]:
    least = wrong.limits["min_length"]
    return f"which has too few entries ({wrong.limits['actual_length']})", f"write at least {least}"


def _long_list(wrong: WrongValue) -> tuple[str, str]:
    most = wrong.limits["max_length"]
    return f"which has too many entries ({len(wrong.value)})", f"write at most {most}"


_SMALL: Final = "which is too small"
_LARGE: Final = "which is too large"
# Every type of error that a value in config.toml can cause, as the models stand: a test tries them all.
SENTENCES: Final[Mapping[str, Callable[[WrongValue], tuple[str, str]]]] = {
    "string_type": _text,
    "path_type": _text,
    "int_type": _whole_number,
    "int_parsing": _whole_number,
    "int_parsing_size": _whole_number,
    "int_from_float": _whole_number,
    "float_type": _number,
    "float_parsing": _number,
    "finite_number": _whole_number,
    "bool_type": _truth,
    "bool_parsing": _truth,
    "tuple_type": _list,
    "dict_type": _table,
    "greater_than": _beyond("gt", _SMALL, "more than {}"),
    "greater_than_equal": _beyond("ge", _SMALL, "{} or more"),
    "less_than_equal": _beyond("le", _LARGE, "{} or less"),
    "literal_error": _choice,
    "string_too_short": _short_text,
    "string_too_long": _long_text,
    "too_short": _short_list,
    "too_long": _long_list,
}
