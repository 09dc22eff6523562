"""`/api/v1/openapi.json`: the API as an OpenAPI document, made of what its views declare and of the types that they answer.

Facets of the library are parameters and keys of answers, so the document is that of the live build and the settings.
"""

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.routing import Rule

from indexer.control_characters import clean_line
from indexer.facets import FacetTable
from searchapp.web.accepted_parameters import Parameter
from searchapp.web.answer_types import Problem
from searchapp.web.answers import encoded
from searchapp.web.api import PREFIX
from searchapp.web.app_context import AppContext, app_context, engine
from searchapp.web.conditional import tagged_by_content
from searchapp.web.json_schema import Schema, Schemas
from searchapp.web.operations import Operation, operation, operation_of
from searchapp.web.parameters import no_parameters
from searchapp.web.problems import CONTENT_TYPE

blueprint = Blueprint("openapi", __name__, url_prefix=PREFIX)

_VARIABLE: Final = re.compile(r"<(?:\w+:)?\w+>")  # each address of the API has one at most: an id
_TOKEN: Final = "token"  # noqa: S105  # the name of the scheme
_DESCRIPTION: Final = (
    "Search over the resources of a library. Every address that is read by GET answers HEAD and OPTIONS too. A value that is not there is null, a "
    "list is never null. Unknown parameters and values that cannot be used are mistakes; all of them are named at once."
)
_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "How long the answer may be kept.",
    "ETag": "The strong validator of the answer: send it back in If-None-Match.",
    "Location": "The address that has it.",
    "Retry-After": "Seconds to wait before asking again.",
    "Server-Timing": "The time taken, in milliseconds.",
    "WWW-Authenticate": "How to send the token.",
}
_ANYWHERE: Final[Mapping[HTTPStatus, str]] = {
    HTTPStatus.BAD_REQUEST: "Parameters are unknown or cannot be used; `errors` names each.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "A fault of ours.",
    HTTPStatus.SERVICE_UNAVAILABLE: "No build is live.",
}
_HEADERS_OF_PROBLEMS: Final[Mapping[HTTPStatus, tuple[str, ...]]] = {
    HTTPStatus.UNAUTHORIZED: ("WWW-Authenticate",),
    HTTPStatus.CONFLICT: ("Location",),
}


@blueprint.get("/openapi.json")
@operation(Operation(id="openapi", answer=dict[str, Any], conditional=True))
def openapi() -> Response:
    """Answer this document."""
    no_parameters(request.args)
    body = encoded(_document(current_app, app_context(), engine().facets()))
    return tagged_by_content(body, "application/json")


def _document(app: Flask, here: AppContext, facets: FacetTable) -> Schema:
    schemas = Schemas(facets)
    paths: dict[str, Schema] = {}
    security: Schema = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        declared = operation_of(view)
        if declared is None or (declared.staff and here.reindex_token is None):
            continue
        if declared.staff:
            security = {_TOKEN: {"type": "http", "scheme": "bearer"}}
        path = _VARIABLE.sub("{id}", rule.rule)
        accepted = declared.accepts(here.config.search, facets)
        paths.setdefault(path, {})[_method(rule)] = {
            "operationId": declared.id,
            "summary": str(view.__doc__).partition("\n")[0],
            **({"security": [{_TOKEN: []}]} if declared.staff else {}),
            "parameters": [*([_ID] if "{id}" in path else []), *map(_parameter, accepted)],
            "responses": _responses(declared, schemas),
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": clean_line(here.config.site.name),
            "description": _DESCRIPTION,
            "version": PREFIX.rpartition("/v")[2],
        },
        "servers": [{"url": here.api_links.root or "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "headers": {name: _header(said) for name, said in _HEADERS.items()},
            **({"securitySchemes": security} if security else {}),
        },
    }


_ID: Final[Schema] = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "Percent-encoded as one segment, `/` as %2F.",
    "schema": {"type": "string", "minLength": 1},
}


def _method(rule: Rule) -> str:
    [method] = (rule.methods or set()) - {"HEAD", "OPTIONS"}
    return method.lower()


def _parameter(parameter: Parameter) -> Schema:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "schema": parameter.schema(),
    }


def _header(description: str) -> Schema:
    return {"description": description, "required": True, "schema": {"type": "string"}}


def _responses(declared: Operation, schemas: Schemas) -> dict[str, Schema]:
    kept = ("ETag", "Cache-Control") if declared.conditional else ()
    answers: dict[HTTPStatus, Schema] = {
        declared.status: {
            "description": declared.status.phrase,
            "headers": _references((*kept, *declared.headers)),
            "content": {"application/json": {"schema": schemas.of(declared.answer)}},
        }
    }
    if declared.moves:
        answers[HTTPStatus.MOVED_PERMANENTLY] = {
            "description": "Its file was renamed or moved, and it has another id now.",
            "headers": _references(("Location", "Cache-Control")),
        }
    problems = {**_ANYWHERE, **declared.problems}
    if declared.conditional:
        answers[HTTPStatus.NOT_MODIFIED] = {
            "description": "The client has this answer: If-None-Match names its tag.",
            "headers": _references(kept),
        }
        problems[HTTPStatus.PRECONDITION_FAILED] = "If-Match names other versions than the one that is here."
    if declared.staff:
        problems[HTTPStatus.UNAUTHORIZED] = "The token is missing, or another."
    for status, when in problems.items():
        # Only while there is no build is it known when to ask again.
        waits = status not in declared.problems and status == HTTPStatus.SERVICE_UNAVAILABLE
        headers = ("Retry-After",) if waits else _HEADERS_OF_PROBLEMS.get(status, ())
        answers[status] = {
            "description": when,
            **({"headers": _references(headers)} if headers else {}),
            "content": {CONTENT_TYPE: {"schema": schemas.of(Problem)}},
        }
    return {str(status.value): answers[status] for status in sorted(answers)}


def _references(names: Iterable[str]) -> dict[str, Schema]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
