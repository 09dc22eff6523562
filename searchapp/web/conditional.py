"""What an answer depends on in, its strong ETag out; and whether the caller has that answer already."""

import hashlib
import json
from dataclasses import asdict
from typing import Any, Final

from flask import Response, request

from indexer.config import Config
from searchapp.engine.request import SearchRequest

# A minute old is fresh enough for a library; a day-old answer beats none while a new one is fetched.
CACHE_CONTROL: Final = "public, max-age=60, stale-while-revalidate=86400"


def entity_tag(*, build: str, asked: Any, config: Config, version: str) -> str:
    """Return the hash of build, request, search settings and software version."""
    settings = config.model_dump(mode="json", include={"site", "search", "ranking"})
    whole = json.dumps([build, asked, settings, version], sort_keys=True, default=str)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def search_tag(build: str, asked: SearchRequest, config: Config, version: str) -> str:
    """Return the tag of one page of results."""
    return entity_tag(build=build, asked=asdict(asked), config=config, version=version)


def is_known(tag: str) -> bool:
    """Whether If-None-Match names *tag*: weakly, in a list, or as `*`."""
    return request.if_none_match.contains_weak(tag)


def tagged(response: Response, tag: str) -> Response:
    """Return *response* with its validator and how long it may be kept."""
    response.set_etag(tag)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def not_modified(tag: str) -> Response:
    """Return the 304 that carries *tag*."""
    return tagged(Response(status=304), tag)
