"""Conditional requests: the strong ETag of an answer, and whether the client already has that answer."""

import hashlib
import json
import re
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

from flask import Response, g, request
from werkzeug.http import is_resource_modified, parse_date, parse_etags

from indexer.config import Config
from searchapp.engine.request import SearchRequest

# A minute old is fresh enough for a library; a day-old answer beats none while a new one is fetched.
CACHE_CONTROL: Final = "public, max-age=60, stale-while-revalidate=86400"
# A page is asked for again each time, and sent only if it changed: staff look at what they have just published.
PAGE_CACHE_CONTROL: Final = "no-cache"

# What a proxy that compresses an answer puts behind its tag, and does not take off when the tag comes back: Apache
# "-gzip" and "-br", Caddy "-zstd", Jetty "--gzip", LiteSpeed ";gz". No tag of ours ends so. Where one is put behind
# another, three are plenty, and a bound keeps a long header cheap.
_CODING: Final = re.compile(
    r"""(?:[-;:+._]{1,2}(?:(?:x-)?gzip|gz|gunzip|br|brotli|zstd|zst|(?:x-)?compress|deflate|df|dcb|dcz|identity)){1,3}
    (?="|[ \t]*(?:,|\Z))""",
    re.VERBOSE | re.IGNORECASE,
)
_IF_NONE_MATCH: Final = "HTTP_IF_NONE_MATCH"
_PRECONDITIONS: Final = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
_PRECONDITIONS_KEY: Final = "fieldguide_preconditions"
_CHECKED_METHODS: Final = ("GET", "HEAD")
_CHECKED_STATUSES: Final = (
    200,
    206,
    304,
)  # RFC 9110 13.2.1: what is refused for another reason, is refused for that

_request_row: Final = attrgetter(*(field.name for field in fields(SearchRequest)))


class ETags:
    """Makes the tags of one application: hashes of build and synonyms, request, search settings and software version."""

    def __init__(self, config: Config, version: str) -> None:
        settings = config.model_dump(mode="json", include={"site", "search", "ranking"})
        settings["root"] = config.public_root
        # The same for every answer of a process.
        self._fixed = hashlib.sha256(json.dumps([settings, version], sort_keys=True, default=str).encode())

    def search(self, version: str, asked: SearchRequest) -> str:
        """Return the tag of one page of results; *version* is that of the engine."""
        return self._tag([version, *_request_row(asked)])

    def resource(
        self, version: str, resource_id: str, text: str, first_document: int, *, expand: bool = True
    ) -> str:
        """Return the tag of one resource; *version* is that of the engine."""
        return self._tag([version, resource_id, text, first_document, expand])

    def export(self, version: str, kind: str, language: str, asked: SearchRequest) -> str:
        """Return the tag of a *kind* of export in the *language* of the reader; *version* is that of the engine."""
        return self._tag(["export", kind, language, version, *_request_row(asked)])

    def suggest(self, build: str, text: str, limit: int) -> str:
        """Return the tag of what is suggested."""
        return self._tag(["suggest", build, text, limit, None])

    def _tag(self, asked: list[Any]) -> str:
        # The kinds of list differ in length, so none is ever another.
        whole = self._fixed.copy()
        whole.update(json.dumps(asked, default=repr).encode())
        return whole.hexdigest()[:32]


def strip_coding_suffixes() -> None:
    """Remove a proxy's compression suffixes from the tags in If-None-Match, before anything compares them.

    That header is compared weakly (RFC 9110 13.1.2): it asks for the same content, not for the same bytes. If-Match
    and If-Range are about bytes, a range of them above all, and stay as they were sent.
    """
    sent = request.environ.get(_IF_NONE_MATCH)
    if sent:
        request.environ[_IF_NONE_MATCH] = _CODING.sub("", sent)


def set_preconditions_aside() -> None:
    """Remove If-Match and If-Unmodified-Since from the request, for `precondition_failed`.

    Werkzeug looks at the first only, only where no range is asked for, and then sends the file whole under the status 412.
    """
    setattr(g, _PRECONDITIONS_KEY, tuple(request.environ.pop(name, None) for name in _PRECONDITIONS))


def precondition_failed(response: Response) -> bool:
    """Whether the client wants an answer only if it is that which it has, and *response* is another (RFC 9110 13.1)."""
    if_match, since = g.get(_PRECONDITIONS_KEY, (None, None))
    if request.method not in _CHECKED_METHODS or response.status_code not in _CHECKED_STATUSES:
        return False
    if if_match is not None and if_match.strip():
        tag, weak = response.get_etag()
        wanted = parse_etags(if_match)
        return not (wanted.star_tag or (tag is not None and not weak and wanted.is_strong(tag)))
    unmodified_since = parse_date(since)
    changed = response.last_modified
    return unmodified_since is not None and changed is not None and changed > unmodified_since


def decides_before_range(tag: str, modified: float) -> bool:
    """Whether a condition of the request decides before its Range does (RFC 9110 13.2.2).

    Werkzeug looks at the range first: it sends a part of what the client has, or 416 where 412 is due. *modified* is in
    seconds since 1970.
    """
    here = Response()
    here.set_etag(tag)
    here.last_modified = modified  # type: ignore[assignment]  # it takes seconds, too
    return precondition_failed(here) or not is_resource_modified(
        request.environ, tag, last_modified=here.last_modified
    )


def client_has(tag: str) -> bool:
    """Whether If-None-Match names *tag*: weakly, in a list, or as `*`."""
    return request.if_none_match.contains_weak(tag)


def tagged(response: Response, tag: str, *, keep: str = CACHE_CONTROL) -> Response:
    """Return *response* with its validator and how long it may be kept."""
    response.set_etag(tag)
    response.headers["Cache-Control"] = keep
    return response


def tagged_by_content(body: bytes, content_type: str, *, keep: str = CACHE_CONTROL) -> Response:
    """Return an answer whose tag is the hash of its body; 304 if the client has it."""
    tag = hashlib.sha256(body).hexdigest()[:32]
    if client_has(tag):
        return not_modified(tag, keep=keep)
    return tagged(Response(body, content_type=content_type), tag, keep=keep)


def not_modified(tag: str, *, keep: str = CACHE_CONTROL) -> Response:
    """Return the 304 that carries *tag*."""
    return tagged(Response(status=304), tag, keep=keep)
