"""`/files/` and `/static/`: the id of a document or the name of a file in, its bytes out.

A document is found through the live build's list; the address alone never names a path.
"""

import re
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, send_file

from indexer.config import Config
from indexer.readers.formats import served_as
from searchapp.engine.results import StoredFile
from searchapp.web.addresses import decoded_id
from searchapp.web.app_context import app_context, engine
from searchapp.web.conditional import decides_before_range
from searchapp.web.disposition import disposition
from searchapp.web.headers import DOCUMENT_POLICY

blueprint = Blueprint("files", __name__)

_RANGE: Final = re.compile(r"\s*bytes\s*=\s*(?:\d+-\d*|-\d+)\s*", re.ASCII | re.IGNORECASE)
_WEAK: Final = re.compile(r"\s*W/", re.IGNORECASE)
_ANY_NAME: Final = "document"
_CACHE_FOREVER: Final = "public, max-age=31536000, immutable"


@blueprint.get("/files/<document_id>/<anything:name>")
def document(document_id: str, name: str) -> Response:
    """Answer a document's file, whole or in ranges."""
    here = app_context()
    stored = engine().file(document_id)
    if stored is None or name not in (stored.name, decoded_id(stored.name)):
        abort(404)
    path = stored_path(here.config, stored)
    if path is None:
        abort(404)
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
    # Anything but the formats that browsers show is downloaded, whatever its name pretends.
    media_type, inline = served_as(path.name)
    response = send_file(
        path,
        mimetype=media_type,
        download_name=_ANY_NAME,  # so that no name of a file is made a header there
        conditional=True,
        etag=tag,
    )
    response.headers["Content-Disposition"] = disposition(stored.name, inline=inline)
    if media_type == "text/html":
        # A page says its own charset; ours, which comes by itself, would overrule it.
        response.headers["Content-Type"] = media_type
    if media_type != "application/pdf":
        response.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    return response


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """Answer one static file, to be kept for a year if its address names this very content."""
    asset = app_context().assets.find(name)
    if asset is None:
        abort(404)
    response = Response(asset.body, content_type=asset.content_type)
    response.set_etag(asset.digest)
    response.headers["Cache-Control"] = (
        _CACHE_FOREVER if request.args.get("v") == asset.digest else "no-cache"
    )
    response.make_conditional(request)
    return response


def _tag(path: Path) -> str:
    """Return what distinguishes the content of a file from any earlier one: an edit may keep its size and its time."""
    stat = path.stat()
    return f"{stat.st_size:x}-{stat.st_mtime_ns:x}-{stat.st_ctime_ns:x}-{stat.st_ino:x}"


def stored_path(config: Config, stored: StoredFile) -> Path | None:
    """Return the file of *stored*; None: it is gone, or it lies outside its source's folder.

    The list was made by the indexer, but a link may have been put in a file's place since.
    """
    source = next((source for source in config.sources if source.name == stored.source), None)
    if source is None:
        return None
    root = source.file_root.resolve()
    path = (root / stored.address).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None
