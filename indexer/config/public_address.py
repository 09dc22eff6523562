"""Where the public reaches the site: checks `base_url` and `path_prefix`, and raises ValueError for mistakes."""

import re
from typing import Final, Protocol
from urllib.parse import urlsplit

from indexer.config.refusal import refused, shown

# It precedes every address of the site: "//host" would lead elsewhere, and "?" or "#" would swallow what follows.
_SEGMENT: Final = r"/(?!\.{1,2}(?:/|\Z))(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+"
_PREFIX: Final = re.compile(rf"(?:{_SEGMENT})*")
_BASE: Final = re.compile(rf"https?://[^/?#\s]+(?:{_SEGMENT})*", re.IGNORECASE)


def base_url_of(value: str | None) -> str | None:
    """Return *value* without a slash at its end."""
    if value is None:
        return None
    base = value.rstrip("/")
    if not re.match(r"https?://[^/]+", value):
        raise refused(
            f"{shown(value)} is not an address",
            "begin it with http:// or https://, such as https://example.gov/library",
        )
    if not _BASE.fullmatch(base):
        raise refused(
            f"{shown(value)} is more than a host and a path",
            "write no more, such as https://example.gov/library",
        )
    return base


def path_prefix_of(value: str | None) -> str | None:
    """Return *value* without a slash at its end: "" for the root."""
    if value is None:
        return None
    prefix = value.rstrip("/")
    if not _PREFIX.fullmatch(prefix):
        raise refused(f"{shown(value)} is not a plain path", "write one such as /library")
    return prefix


class _Site(Protocol):
    @property
    def base_url(self) -> str | None: ...


class _Serve(Protocol):
    @property
    def path_prefix(self) -> str | None: ...


def public_prefix(site: _Site, serve: _Serve) -> str:
    """Return the path below which all addresses are: that of base_url, or path_prefix; raises ValueError if they differ."""
    path, prefix = urlsplit(site.base_url or "").path, serve.path_prefix
    if path and prefix is not None and prefix != path:
        raise refused(
            f"path_prefix is {shown(prefix or '/')}, but base_url in [site] ends in {shown(path)}",
            "leave one of the two out",
        )
    return path or prefix or ""


def public_root(site: _Site, serve: _Serve) -> str:
    """Return what precedes every public address: absolute if base_url is configured."""
    prefix = public_prefix(site, serve)
    return f"{(site.base_url or '').removesuffix(prefix)}{prefix}"
