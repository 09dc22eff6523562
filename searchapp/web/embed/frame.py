"""`/embed/frame`: the search as a page that other sites may show in a frame, those that `[embed] allowed_origins` names."""

import re
from typing import Final

from flask import Blueprint, Response, request
from markupsafe import escape

from searchapp.web.app_context import app_context, engine
from searchapp.web.headers import page_policy
from searchapp.web.parameters import tolerant_request
from searchapp.web.reader_language import page_links
from searchapp.web.rendering import page
from searchapp.web.results_page import results_page

blueprint = Blueprint("frame", __name__)

FRAME_PATH: Final = "/embed/frame"
_LINK: Final = re.compile(r'<a (?=(?:[a-z-]+="[^"]*" )*href="([^"]*)")')


@blueprint.get(FRAME_PATH)
def frame() -> Response:
    """Answer one page of results without our own head and foot; links that leave it open a tab."""
    config, links = app_context().config, page_links()
    status, facets = engine().status(), engine().facets()
    asked = tolerant_request(request.args, config.search, facets)
    found = results_page(engine(), asked, links, status.facets, path=FRAME_PATH)
    response = page(
        "frame.html",
        status=status,
        results_page=found,
        asked=found.asked,
        whole=links.search(found.asked) if found.self_address is not None else links.page("/search"),
        here=lambda links: None if found.self_address is None else links.search(found.asked, path=FRAME_PATH),
        indexed=False,
        slugs={topic.name: topic.slug for topic in engine().topics()},
    )
    response.set_data(opening_tabs(response.get_data(as_text=True), links.root + FRAME_PATH))
    origins = " ".join(("'self'", *config.embed.allowed_origins))
    response.headers["Content-Security-Policy"] = page_policy(ancestors=origins)
    return response


def opening_tabs(html: str, path: str) -> str:
    """Return *html* with every link that leads elsewhere than to *path*, or within the page, opening a tab."""
    inside = str(escape(path))

    def link(match: re.Match[str]) -> str:
        stays = match[1].startswith("#") or match[1].partition("?")[0] == inside
        return match[0] if stays else '<a target="_blank" rel="noopener" '

    return _LINK.sub(link, html)
