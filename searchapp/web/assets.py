"""Static files in, their bytes and addresses out; an address carries a hash of the content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One static file, whole."""

    body: bytes
    content_type: str
    digest: str


class Assets:
    """The static files that ship with the pages, read once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {path.name: _read(path) for path in sorted(folder.iterdir()) if path.suffix in _TYPES}

    def find(self, name: str) -> Asset | None:
        """Return the file called *name*; None: there is none."""
        return self._files.get(name)

    def address(self, name: str) -> str:
        """Return the path of a file, changed whenever its content changes."""
        return f"/static/{name}?v={self._files[name].digest}"


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(body=body, content_type=_TYPES[path.suffix], digest=digest)
