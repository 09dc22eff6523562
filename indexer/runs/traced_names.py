"""What a person pasted in; the ids and addresses that it may refer to out, the likeliest spelling first. Pure."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

_LOOPBACK: Final = ("localhost", "::1")
# Browsers resolve these two away even when encoded, so that pages encode their "%" once more.
_DOT_SEGMENTS: Final = (".", "..")
_PAGES: Final = ("/resources/", "/api/v1/resources/")
_FILES: Final = "/files/"


def possible_names(subject: str, *, root: str, prefix: str) -> tuple[str, ...]:
    """Return *subject* itself and whatever else it may be called.

    An address may be that of a resource, with whatever was added behind it (`?utm_source=…`, `#page=3`), or that of one of
    Fieldguide's own pages or files, whole as a browser has it or from its path on. *root* is what precedes our public
    addresses, *prefix* the path below which they are.
    """
    bare = subject.strip().partition("#")[0]
    names = [subject, bare]
    scheme, divider, rest = bare.partition("://")
    if divider and scheme.lower() in {"http", "https"}:
        for address in (rest, rest.partition("?")[0]):
            whole = address.rstrip("/")
            names += [f"{way}://{whole}{end}" for way in (scheme, "https", "http") for end in ("", "/")]
    path = _own_path(bare, root, prefix)
    return tuple(dict.fromkeys([*names, *_own_names(path)]))


def _own_path(bare: str, root: str, prefix: str) -> str:
    """Return the path of an address below our own, without what is asked of the page; "" if it is not ours."""
    path = bare.partition("?")[0]
    if "://" in bare:
        try:
            parts, own = urlsplit(bare), urlsplit(root)
            host, path = parts.hostname or "", parts.path
        except ValueError:  # a host in brackets that is none
            return ""
        # Where the public host is not configured, any may be ours.
        if own.hostname and host != own.hostname and host not in _LOOPBACK and not host.startswith("127."):
            return ""
    return path.removeprefix(prefix) if prefix and path.startswith(f"{prefix}/") else path


def _own_names(path: str) -> Iterator[str]:
    """Yield the ids and addresses in the path of one of our pages or files."""
    if path.startswith(_FILES):
        rest = path.removeprefix(_FILES)
        yield unquote(rest.partition("/")[0])
        yield unquote(rest)
        return
    page = next((start for start in _PAGES if path.startswith(start)), None)
    if page is None:
        return
    segment = path.removeprefix(page)
    # An id may itself end in "/text".
    for encoded in dict.fromkeys((segment, segment.removesuffix("/text"), segment.removesuffix("/"))):
        name = unquote(encoded)
        yield unquote(name) if unquote(name) in _DOT_SEGMENTS else name
