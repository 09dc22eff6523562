"""Values as compact JSON in UTF-8, and back."""

import json
from typing import Any, Final

import orjson

# Half a surrogate pair is not text, but must not make a whole build fail.
ENCODING_ERRORS: Final = "surrogatepass"

# The values come from JSON, so they contain no cycles.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def json_bytes(value: Any, errors: str = ENCODING_ERRORS) -> bytes:
    """Return *value* as JSON; *errors* says what becomes of half a surrogate pair, as in `str.encode`."""
    try:
        return orjson.dumps(value)
    except TypeError:  # half a surrogate pair, or an integer of more than 64 bits: few have any
        return _encode(value).encode("utf-8", errors)


def json_value(value: bytes | memoryview) -> Any:
    """Return what `json_bytes` wrote as *value*; integers in it have up to 64 bits."""
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:  # half a surrogate pair
        return json.loads(str(value, "utf-8", ENCODING_ERRORS))
