"""Styles, pictures and fonts that web pages of a folder use: an address in, the file out, if it may be served.

The address comes from outside. It leads to nothing but files of these types, inside the folder, that are not hidden.
"""

import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from indexer.control_characters import has_control
from indexer.ignored_names import is_for_pages, is_hidden, is_of_a_system, is_temporary

# Suffix -> the media type that it is served with. No scripts: none would run in the sandbox that pages are shown in.
_MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css",
    ".png": "image/png",
    ".apng": "image/apng",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".bmp": "image/bmp",
    ".ico": "image/vnd.microsoft.icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}


def asset_type(name: str) -> str | None:
    """Return the media type of a file that pages use, by the end of its name; None: it is no such file."""
    stem, dot, suffix = name.rpartition(".")
    return _MEDIA_TYPES.get(f".{suffix.lower()}") if dot and stem else None


def asset_path(root: Path, address: str) -> Path | None:
    """Return the file at *address* below the folder *root*; None: there is none, or it may not be served."""
    found = (_path(root.resolve(), spelling) for spelling in spellings(address))
    return next((path for path in found if path is not None), None)


def spellings(address: str) -> Iterator[str]:
    """Yield *address* with its accents as typed, as one character each, and as two: files may be called either way."""
    forms = (address, *(unicodedata.normalize(form, address) for form in ("NFC", "NFD")))
    yield from dict.fromkeys(forms)


def _path(root: Path, address: str) -> Path | None:
    if not _may_be_served(address.split("/")):
        return None
    try:
        path = (root / address).resolve(strict=True)
        mode = path.stat().st_mode
    except (OSError, RuntimeError, ValueError):  # missing, a link to itself, no name that a file can have
        return None
    # A link may lead to another place in the folder, where the same is asked of the file itself.
    if not path.is_relative_to(root) or not _may_be_served(path.relative_to(root).parts):
        return None
    return path if stat.S_ISREG(mode) else None  # a pipe would never end


def _may_be_served(parts: Sequence[str]) -> bool:
    return (
        bool(parts)
        and asset_type(parts[-1]) is not None
        and not is_hidden(parts[-1])
        and not is_temporary(parts[-1])
        and all(part not in {"", ".", ".."} and "\\" not in part and not has_control(part) for part in parts)
        and all(
            not is_of_a_system(part) and (not is_hidden(part) or is_for_pages(part)) for part in parts[:-1]
        )
    )
