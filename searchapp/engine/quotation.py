"""A passage to quote: where it stood in its resource, and a fingerprint of its text, by which later builds know it again."""

from base64 import b32encode
from hashlib import blake2b
from typing import Final, NamedTuple

FINGERPRINT_SIZE: Final = 8  # characters: 40 bits, among the passages of one resource
_BYTES: Final = FINGERPRINT_SIZE * 5 // 8


class Quotation(NamedTuple):
    """One passage of a resource, as it was when somebody chose it."""

    ordinal: int  # from 0, over all documents of the resource
    fingerprint: str  # of its text


def fingerprint(text: str) -> str:
    """Return the fingerprint of a passage: small letters and digits, the same for the same words in the same order."""
    digest = blake2b(" ".join(text.split()).encode("utf-8", "replace"), digest_size=_BYTES).digest()
    return b32encode(digest).decode("ascii").lower()
