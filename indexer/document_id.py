"""The permanent id of a document: where it lies in, its id out."""

from hashlib import blake2b


def document_id(source: str, address: str) -> str:
    """Return the permanent id of a document, which no change of its content affects."""
    return blake2b(f"{source}\0{address}".encode("utf-8", "replace"), digest_size=8).hexdigest()
