"""Resource ids with their hashes in, one hash over all of them out: equal for builds of the same library."""

import hashlib
from collections.abc import Iterable
from json.encoder import encode_basestring_ascii
from typing import Final

_CONTENT_BYTES: Final = 32
EMPTY_CONTENT: Final = "00" * _CONTENT_BYTES  # the `content_hash` of no resources at all

Pairs = Iterable[tuple[str, str]]  # resource id, hash of the resource


def content_hash(added: Pairs, removed: Pairs = (), *, base: str = EMPTY_CONTENT) -> str:
    """Return one hash over resource ids and their hashes, whatever their order: that of *base*, with *added*, without *removed*.

    A sum of hashes: what a change makes of it costs what changed, however much there is
    (Bellare and Micciancio 1997, AdHash).
    """
    total = int(base, 16) + sum(map(_number_of, added)) - sum(map(_number_of, removed))
    return f"{total % (1 << 8 * _CONTENT_BYTES):0{2 * _CONTENT_BYTES}x}"


def _number_of(pair: tuple[str, str]) -> int:
    # As `json.dumps` has it, five times as fast.
    text = f"[{encode_basestring_ascii(pair[0])}, {encode_basestring_ascii(pair[1])}]"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=_CONTENT_BYTES).digest())
