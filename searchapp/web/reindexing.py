"""`/api/v1/reindex`: requests a run of the index, if the token is right, and shows the outcome."""

import hashlib
import hmac
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, abort, request

from indexer.errors import FieldguideError
from searchapp.web.answer_types import ReindexRequest
from searchapp.web.answers import encoded
from searchapp.web.api import PREFIX
from searchapp.web.app_context import app_context
from searchapp.web.operations import Operation, operation
from searchapp.web.parameters import no_parameters
from searchapp.web.problems import problem

_NOT_KEPT: Final = ("request-not-kept", "The request to re-index cannot be kept")

blueprint = Blueprint("reindexing", __name__, url_prefix=f"{PREFIX}/reindex")


@blueprint.post("")
@operation(
    Operation(
        id="reindex",
        answer=ReindexRequest,
        status=HTTPStatus.ACCEPTED,
        headers=("Location", "Cache-Control"),
        problems={
            HTTPStatus.CONFLICT: "Another request waits already; `Location` is its address.",
            HTTPStatus.SERVICE_UNAVAILABLE: "The request cannot be kept (`request-not-kept`).",
        },
        staff=True,
    )
)
def ask() -> Response:
    """Put a request there for the next run; 409 while another one waits."""
    refused = _refused()
    if refused is not None:
        return refused
    no_parameters(request.args)
    try:
        request_id, taken = app_context().requests.ask()
    except FieldguideError:
        # How to fix it is for staff and names our folders: it is not for the world.
        return _private(problem(503, "Nothing was asked for. Ask whoever runs the server.", kind=_NOT_KEPT))
    address = _address(request_id)
    if not taken:
        response = problem(409, f"Another request waits already; what comes of it is told at {address}.")
    else:
        waiting: ReindexRequest = {"id": request_id, "state": "waiting", "url": address}
        response = _answer(waiting, 202)
    response.headers["Location"] = address
    return _private(response)


@blueprint.get("/<request_id>")
@operation(
    Operation(
        id="reindex_request",
        answer=ReindexRequest,
        headers=("Cache-Control",),
        problems={HTTPStatus.NOT_FOUND: "There is no such request, or it was long ago."},
        staff=True,
    )
)
def state(request_id: str) -> Response:
    """Tell what came of a request."""
    refused = _refused()
    if refused is not None:
        return refused
    no_parameters(request.args)
    known = app_context().requests.state(request_id)
    if known is None:
        abort(404, "There is no such request, or it was long ago.")
    return _private(_answer({"id": request_id, **known.as_json(), "url": _address(request_id)}, 200))


def _address(request_id: str) -> str:
    return f"{app_context().api_links.root}{PREFIX}/reindex/{request_id}"


def _refused() -> Response | None:
    """Return the response to a request without the right token; None: its token is right."""
    token = app_context().reindex_token
    if token is None:
        abort(404)
    # RFC 9110 11.4: the scheme is in letters of any case, and any number of blanks may follow.
    scheme, _, given = request.headers.get("Authorization", "").replace("\t", " ").strip(" ").partition(" ")
    # Hashed first: comparing takes as long whatever was given, and however much of it.
    if scheme.lower() == "bearer" and hmac.compare_digest(_hash(given.lstrip(" ")), _hash(token)):
        return None
    response = problem(401, "Send the token as “Authorization: Bearer …”.")
    response.headers["WWW-Authenticate"] = 'Bearer realm="fieldguide"'
    return _private(response)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def _answer(body: Mapping[str, object], status: int) -> Response:
    return Response(encoded(body), status=status, content_type="application/json")


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
