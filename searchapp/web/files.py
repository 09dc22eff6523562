"""`/files/` and `/static/`: the address of a document, of a file that its page uses or of a static file in, its bytes out.

A document is found through the live build's list; the address alone never names a path. Beside web pages of a folder,
the styles, pictures and fonts in it are served, so that they look and lead as their authors meant.
"""

from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request

from indexer.config import Config, FolderSource
from indexer.document_id import document_id
from indexer.page_assets import asset_path, asset_type, spellings
from indexer.readers.formats import served_as
from searchapp.engine.results import StoredFile
from searchapp.web.addresses import decoded_id
from searchapp.web.app_context import app_context, engine
from searchapp.web.file_response import file_response
from searchapp.web.moved import moved_permanently

blueprint = Blueprint("files", __name__)

_CACHE_FOREVER: Final = "public, max-age=31536000, immutable"
_INDEX_PAGES: Final = ("index.html", "index.htm")


@blueprint.get("/files/<first>/<perhaps_nothing:path>")
def document(first: str, path: str) -> Response:
    """Answer a document by its id and its name, or what a link in a page leads to.

    Links of a page are relative to its own folder, below the id of a document, or to the folder of a source, below the
    name of that: only there do those work that lead upwards.
    """
    stored = engine().file(first)
    if stored is None:
        return _in_source(decoded_id(first), path)
    if stored.id != first:
        return _moved(stored)
    if path in (stored.name, decoded_id(stored.name)):
        return _document(stored)
    folder = stored.address.rpartition("/")[0]
    return _in_source(stored.source, f"{folder}/{path}" if folder else path)


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


def _document(stored: StoredFile) -> Response:
    path = stored_path(app_context().config, stored)
    if path is None:
        abort(404)
    # Anything but the formats that browsers show is downloaded, whatever its name pretends.
    media_type, inline = served_as(path.name)
    return file_response(path, stored.name, media_type, inline=inline)


def _in_source(name: str, address: str) -> Response:
    """Answer what is at *address* in a source: a document of the live build, or a file that its pages use."""
    pages = _INDEX_PAGES if not address or address.endswith("/") else ("",)
    for spelling in spellings(address):
        for page in pages:
            key = document_id(name, spelling + page)
            stored = engine().file(key)
            if stored is not None:
                return _document(stored) if stored.id == key else _moved(stored)
    return _asset(name, address)


def _moved(stored: StoredFile) -> Response:
    """Lead to where a renamed file is now."""
    return moved_permanently(app_context().links.file(stored))


def _asset(name: str, address: str) -> Response:
    sources = app_context().config.sources
    source = next(
        (source for source in sources if source.name == name and isinstance(source, FolderSource)), None
    )
    path = asset_path(source.file_root, address) if source is not None else None
    media_type = asset_type(path.name) if path is not None else None
    if path is None or media_type is None:
        abort(404)
    return file_response(path, path.name, media_type, inline=True)
