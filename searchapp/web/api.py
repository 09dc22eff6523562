"""`/api/v1`: parse, ask, present."""

from time import perf_counter
from typing import Final

from flask import Blueprint, Response, abort, request

from searchapp.web.addresses import decoded_id
from searchapp.web.answers import Json, encoded, resource_answer, search_answer, status_answer
from searchapp.web.conditional import entity_tag, is_known, not_modified, search_tag, tagged
from searchapp.web.parameters import no_parameters, strict_request, strict_text
from searchapp.web.parts import parts

PREFIX: Final = "/api/v1"
blueprint = Blueprint("api", __name__, url_prefix=PREFIX)


@blueprint.get("/search")
def search() -> Response:
    """Answer one page of results."""
    here = parts()
    asked = strict_request(request.args, here.config.search)
    live = here.engine.ping()
    tag = search_tag(live, asked, here.config, here.version)
    if is_known(tag):
        return not_modified(tag)
    started = perf_counter()
    results = here.engine.search(asked)
    took = perf_counter() - started
    response = _json(search_answer(asked, results, here.api_links, here.config.search.per_page))
    response.headers["Server-Timing"] = f"search;dur={took * 1000:.2f}"
    # A build may have gone live since ping: the tag must be that of the build that answered.
    if results.build.id != live:
        tag = search_tag(results.build.id, asked, here.config, here.version)
    return tagged(response, tag)


@blueprint.get("/resources/<anything:segment>")
def resource(segment: str) -> Response:
    """Answer one resource, its passages that match ?q= marked."""
    here = parts()
    text = strict_text(request.args)
    resource_id = decoded_id(segment)
    view = here.engine.resource(segment, text) or here.engine.resource(resource_id, text)
    if view is None:
        abort(404, f"There is no resource with the id “{resource_id[:200]}”.")
    asked = {"resource": view.hit.id, "q": text}
    tag = entity_tag(build=view.build.id, asked=asked, config=here.config, version=here.version)
    return not_modified(tag) if is_known(tag) else tagged(_json(resource_answer(view, here.api_links)), tag)


@blueprint.get("/status")
def status() -> Response:
    """Answer what is live, how much it holds, and how the last run went."""
    no_parameters(request.args)
    response = _json(status_answer(parts().engine.status()))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _json(answer: Json) -> Response:
    return Response(encoded(answer), content_type="application/json")
