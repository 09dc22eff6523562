"""A file's name in, `Content-Disposition` out (RFC 6266): a name that every program takes, and the whole name for those that can."""

import re
from typing import Final
from unicodedata import normalize
from urllib.parse import quote

from indexer.control_characters import clean_line

_ANY_NAME: Final = "document"
# "%" would be decoded by some browsers, quotes and backslashes end or escape what stands in quotes.
_UNSAFE: Final = re.compile(r'[^ -~]|["\\%/]')
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_TOKEN: Final = "!#$&+-.^_`|~"  # noqa: S105  # what RFC 8187 leaves as it is besides letters and digits


def disposition(name: str, *, inline: bool) -> str:
    """Return the header for a file called *name*, which may hold anything; *inline*: to be shown and not kept."""
    kind = "inline" if inline else "attachment"
    name = clean_line(name) or _ANY_NAME
    plain = _UNSAFE.sub("_", _MARKS.sub("", normalize("NFKD", name)))
    header = f'{kind}; filename="{plain}"'
    return header if plain == name else f"{header}; filename*=UTF-8''{quote(name, safe=_TOKEN)}"
