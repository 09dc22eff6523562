"""A file in, its bytes out: whole or in ranges, only if the client lacks them, and never with the power to run a script."""

import re
from pathlib import Path
from typing import Final

from flask import Response, request, send_file

from searchapp.web.conditional import decides_before_range
from searchapp.web.disposition import disposition
from searchapp.web.headers import DOCUMENT_POLICY
from searchapp.web.stated_charset import content_type

_RANGE: Final = re.compile(r"\s*bytes\s*=\s*(?:\d+-\d*|-\d+)\s*", re.ASCII | re.IGNORECASE)
_WEAK: Final = re.compile(r"\s*W/", re.IGNORECASE)
_ANY_NAME: Final = "document"


def file_response(path: Path, name: str, media_type: str, *, inline: bool) -> Response:
    """Return the file at *path*, called *name*, as *media_type*; *inline*: to be shown, else to be downloaded."""
    ranged = _RANGE.fullmatch(request.headers.get("Range", "")) is not None
    tag = _tag(path)
    if (
        not ranged
        or _WEAK.match(request.headers.get("If-Range", ""))
        or decides_before_range(tag, path.stat().st_mtime)
    ):
        # Several ranges, or a unit that we do not know: RFC 9110 14.2 lets a server answer the whole file. Where
        # a range is asked for by a weak tag it must (13.1.5): the rest that the client has may be of other bytes.
        request.environ.pop("HTTP_RANGE", None)
    response = send_file(
        path,
        mimetype=media_type,
        download_name=_ANY_NAME,  # so that no name of a file is made a header there
        conditional=True,
        etag=tag,
    )
    response.headers["Content-Disposition"] = disposition(name, inline=inline)
    # Without the charset that comes by itself: it would overrule what the file says.
    response.headers["Content-Type"] = content_type(path, media_type, tag)
    if media_type != "application/pdf":
        response.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    if media_type.startswith("font/"):
        # A page in a sandbox has no origin, and browsers ask for fonts alone whether that origin may have them.
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _tag(path: Path) -> str:
    """Return what distinguishes the content of a file from any earlier one: an edit may keep its size and its time."""
    stat = path.stat()
    return f"{stat.st_size:x}-{stat.st_mtime_ns:x}-{stat.st_ctime_ns:x}-{stat.st_ino:x}"
