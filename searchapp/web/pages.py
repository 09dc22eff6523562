"""`/`, `/search` and `/topics/<slug>`: parse, ask, present."""

from dataclasses import replace

from flask import Blueprint, Response, abort, request

from searchapp.engine.request import SearchRequest
from searchapp.web.addresses import decoded_id, topic_path
from searchapp.web.app_context import engine, parts
from searchapp.web.listing import listing
from searchapp.web.parameters import tolerant_request
from searchapp.web.rendering import page

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> Response:
    """Answer the search box, the topics and what the library holds."""
    here = parts()
    return page(
        "home.html",
        status=engine().status(),
        topics=[topic for topic in engine().topics() if topic.count],
        asked=SearchRequest(),
        canonical=here.links.home(),
    )


@blueprint.get("/search")
def search() -> Response:
    """Answer one page of results."""
    here = parts()
    asked = tolerant_request(request.args, here.config.search)
    found = listing(engine(), asked, here.links)
    response = page(
        "search.html", listing=found, asked=asked, canonical=found.self_address, indexed=False, slugs=_slugs()
    )
    response.headers["Server-Timing"] = f"search;dur={found.took * 1000:.2f}"
    return response


@blueprint.get("/topics/<anything:segment>")
def topic(segment: str) -> Response:
    """Answer a topic's introduction and its resources."""
    here = parts()
    known = {topic.slug: topic for topic in engine().topics()}
    shown = known.get(segment) or known.get(decoded_id(segment))
    if shown is None:
        abort(404)
    asked = tolerant_request(request.args, here.config.search)
    asked = replace(asked, topics=tuple(name for name in asked.topics if name != shown.name))
    found = listing(engine(), asked, here.links, topic=shown)
    response = page(
        "topic.html",
        listing=found,
        asked=found.asked,
        topic=shown,
        canonical=here.links.root + topic_path(shown.slug),
        indexed=not request.args,
        slugs=_slugs(),
    )
    response.headers["Server-Timing"] = f"search;dur={found.took * 1000:.2f}"
    return response


def _slugs() -> dict[str, str]:
    return {topic.name: topic.slug for topic in engine().topics()}
