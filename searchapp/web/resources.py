"""`/resources/<id>` and `/resources/<id>/text`: the whole of one resource, and all its text."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from flask import Blueprint, Response, abort, request

from indexer.resource import key_like
from searchapp.engine.model import LISTED_DOCUMENTS
from searchapp.engine.request import SearchRequest
from searchapp.web.addresses import LANGUAGE, MATCHING, decoded_id, text_for_links
from searchapp.web.app_context import app_context, engine
from searchapp.web.document_list import document_list
from searchapp.web.facets import linked_values
from searchapp.web.find_in_resource import MAP_HEIGHT, MAP_WIDTH, matches_in_resource
from searchapp.web.labels import plain_facts
from searchapp.web.moved import moved_permanently
from searchapp.web.paging import page_window
from searchapp.web.parameters import expands, page_of, text_of
from searchapp.web.reader_language import page_links
from searchapp.web.rendering import page
from searchapp.web.same_titles import told_apart
from searchapp.web.textpage import blocks

blueprint = Blueprint("resources", __name__)
TEXT_SUFFIX: Final = "/text"
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


@blueprint.get("/resources/<anything:rest>")
def resource(rest: str) -> Response:
    """Answer a resource's page, or its text.

    An id may hold "/", and a server hands us the address decoded: `a/text` is the text of `a`, unless a
    resource has that very id. Where the address as sent is known, it decides.
    """
    for resource_id, wants_text in _readings(rest):
        response = _text_page(resource_id) if wants_text else _resource_page(resource_id)
        if response is not None:
            return response
    return abort(404)


def _readings(rest: str) -> Iterator[tuple[str, bool]]:
    """Yield what *rest* may mean, likeliest first: an id, and whether its text is asked for."""
    sent = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or ""
    segment, slash, tail = str(sent).partition("?")[0].partition("/resources/")[2].partition("/")
    if segment and (not slash or tail == TEXT_SUFFIX[1:]):
        yield decoded_id(unquote(segment)), bool(slash)
    yield rest, False
    yield decoded_id(rest), False
    if rest.endswith(TEXT_SUFFIX):
        yield rest.removesuffix(TEXT_SUFFIX), True
        yield decoded_id(rest.removesuffix(TEXT_SUFFIX)), True


def _resource_page(resource_id: str) -> Response | None:
    """Return the page of a resource; None: there is none."""
    # It is repeated in each link to other passages and documents.
    text = text_for_links(text_of(request.args))
    first, expand = request.args.get("from", ""), expands(request.args)
    view = engine().resource(
        resource_id,
        text,
        start=int(first) - 1 if _NUMBER.fullmatch(first) else 0,
        documents=(page_of(request.args, "documents") - 1) * LISTED_DOCUMENTS,
        expand=expand,
    )
    if view is None:
        return None
    if view.hit.id != resource_id:
        return moved_permanently(app_context().links.resource(view.hit.id))
    links, facets = page_links(), engine().facets()
    shown = {key_like(view.metadata, facets[name].origin) for name in facets.others if facets[name].show}
    listed = document_list(view, text, links, expand=expand)
    matches = matches_in_resource(view, text, links, expand=expand)
    return page(
        "resource.html",
        linked=linked_values(view.hit, facets, links),
        facts=plain_facts({name: value for name, value in view.metadata.items() if name not in shown}),
        view=view,
        hit=view.hit,
        apart=told_apart(view.related, view.hit),
        asked=SearchRequest(text, expand=expand),
        cut=text != text_of(request.args),
        slugs={topic.name: topic.slug for topic in engine().topics()},
        documents=listed,
        matches=matches,
        matching=MATCHING,
        map_width=MAP_WIDTH,
        map_height=MAP_HEIGHT,
        canonical=lambda links: links.resource(view.hit.id),
        here=lambda links: links.resource(
            view.hit.id, text, first=matches.first, documents=listed.pager.page, expand=expand
        ),
        indexed=request.args.keys() <= {LANGUAGE},
    )


def _text_page(resource_id: str) -> Response | None:
    """Return a part of the text of a resource; None: there is no such resource."""
    # It is repeated in the link to each part.
    text, expand = text_for_links(text_of(request.args)), expands(request.args)
    view = engine().text(resource_id, page_of(request.args), text, expand=expand)
    if view is None:
        return None
    if view.hit.id != resource_id:
        return moved_permanently(app_context().links.resource_text(view.hit.id))
    links = page_links()
    return page(
        "text.html",
        view=view,
        hit=view.hit,
        blocks=blocks(view),
        pages=page_window(
            view.part,
            view.parts,
            lambda part: links.resource_text(view.hit.id, part, text=text, expand=expand),
        ),
        asked=SearchRequest(text, expand=expand),
        canonical=lambda links: links.resource_text(view.hit.id, view.part),
        here=lambda links: links.resource_text(view.hit.id, view.part, text=text, expand=expand),
        indexed=bool(view.passages) and request.args.keys() <= {"page", LANGUAGE},
    )
