"""Slugs: names and paths as plain ASCII for addresses and ids."""

import re
import unicodedata
from collections.abc import Container, Iterator
from hashlib import blake2b
from itertools import count
from typing import Final

from indexer.analysis.folding import LETTERS

MAX_SLUG: Final = 200  # an id may be no longer (docs/configuration.md)

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return *name* folded to ASCII and lower case, with "-" for runs of other characters; "" if nothing is left."""
    return _SEPARATORS.sub("-", _folded(name)).strip("-")


def permanent_slug(name: str) -> str:
    """Return the slug of *name*, followed by a hash of the whole name if letters were lost.

    So names in other scripts, and names longer than an id may be, get distinct ids.
    """
    plain = slug(name)
    lossy = any(character.isalnum() and not character.isascii() for character in _folded(name))
    if plain and not lossy and len(plain) <= MAX_SLUG:
        return plain
    suffix = blake2b(unicodedata.normalize("NFC", name).encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{plain[: MAX_SLUG - len(suffix) - 1].rstrip('-')}-{suffix}".lstrip("-")


def distinct_slug(wanted: str, taken: Container[str]) -> str:
    """Return *wanted* if it is not in *taken*, else the first of *wanted*-2, *wanted*-3 … that is not."""
    return next(found for found in numbered(wanted) if found not in taken)


def numbered(wanted: str) -> Iterator[str]:
    """Yield *wanted*, *wanted*-2, *wanted*-3 …, without end."""
    yield wanted
    yield from (f"{wanted}-{number}" for number in count(2))


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
