"""`/api/v1`: parse, search, present."""

from http import HTTPStatus
from time import perf_counter
from typing import Final

from flask import Blueprint, Response, abort, request

from searchapp.engine.model import LISTED_DOCUMENTS
from searchapp.web.accepted_parameters import resource_parameters, search_parameters, suggest_parameters
from searchapp.web.addresses import decoded_id
from searchapp.web.answer_types import Resource, SearchAnswer, Status, SuggestAnswer
from searchapp.web.answers import encoded, resource_answer, search_answer, status_answer, suggest_answer
from searchapp.web.app_context import app_context, engine
from searchapp.web.conditional import client_has, not_modified, tagged
from searchapp.web.moved import moved_permanently
from searchapp.web.operations import Operation, operation
from searchapp.web.parameters import no_parameters, strict_request, strict_resource, strict_suggest

PREFIX: Final = "/api/v1"
blueprint = Blueprint("api", __name__, url_prefix=PREFIX)


@blueprint.get("/search")
@operation(
    Operation(
        id="search",
        answer=SearchAnswer,
        accepts=search_parameters,
        headers=("Server-Timing",),
        conditional=True,
    )
)
def search() -> Response:
    """Answer one page of results."""
    here = app_context()
    asked = strict_request(request.args, here.config.search, engine().facets())
    tag = here.tags.search(engine().version(), asked)
    if client_has(tag):
        return not_modified(tag)
    started = perf_counter()
    results = engine().search(asked)
    took = perf_counter() - started
    response = _json(encoded(search_answer(asked, results, here.api_links, here.config.search.per_page)))
    response.headers["Server-Timing"] = f"search;dur={took * 1000:.2f}"
    return tagged(response, tag)


@blueprint.get("/suggest")
@operation(
    Operation(
        id="suggest",
        answer=SuggestAnswer,
        accepts=suggest_parameters,
        headers=("Server-Timing",),
        conditional=True,
    )
)
def suggest() -> Response:
    """Answer titles, topics, headings and acronyms that contain what was typed."""
    here = app_context()
    text, limit = strict_suggest(request.args)
    tag = here.tags.suggest(engine().ping(), text, limit)
    if client_has(tag):
        return not_modified(tag)
    started = perf_counter()
    found = engine().suggest(text, limit)
    took = perf_counter() - started
    response = _json(encoded(suggest_answer(found, here.api_links)))
    response.headers["Server-Timing"] = f"suggest;dur={took * 1000:.2f}"
    return tagged(response, tag)


@blueprint.get("/resources/<anything:segment>")
@operation(
    Operation(
        id="resource",
        answer=Resource,
        accepts=resource_parameters,
        conditional=True,
        moves=True,
        problems={HTTPStatus.NOT_FOUND: "There is no resource with this id."},
    )
)
def resource(segment: str) -> Response:
    """Answer one resource, its passages that match ?q= marked."""
    here = app_context()
    text, page, expand = strict_resource(request.args)
    first = (page - 1) * LISTED_DOCUMENTS
    resource_id = decoded_id(segment)
    view = engine().resource(segment, text, documents=first, expand=expand) or (
        engine().resource(resource_id, text, documents=first, expand=expand)
        if resource_id != segment
        else None
    )
    if view is None:
        abort(404, f"There is no resource with the id “{resource_id[:200]}”.")
    if view.hit.id not in {segment, resource_id}:
        return moved_permanently(here.api_links.api_resource(view.hit.id))
    tag = here.tags.resource(engine().version(), view.hit.id, text, view.first_document, expand=expand)
    if client_has(tag):
        return not_modified(tag)
    return tagged(_json(encoded(resource_answer(view, here.api_links))), tag)


@blueprint.get("/status")
@operation(Operation(id="status", answer=Status, headers=("Cache-Control",)))
def status() -> Response:
    """Answer what is live, how much it holds, and how the last run went."""
    no_parameters(request.args)
    response = _json(encoded(status_answer(engine().status())))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _json(body: bytes) -> Response:
    return Response(body, content_type="application/json")
