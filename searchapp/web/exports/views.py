"""`/search.csv`, `/search.ris` and `/search.atom`: the results of a search to take away, as its page finds and orders them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter
from typing import Final

from flask import Blueprint, Response, request

from indexer.control_characters import clean_line
from indexer.slug import slug
from searchapp.engine.listing import Listing
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import (
    TopicView,
)
from searchapp.web.addresses import SEARCH_PATH, topic_path
from searchapp.web.app_context import app_context, engine
from searchapp.web.changed_requests import first_page
from searchapp.web.conditional import client_has, not_modified, tagged
from searchapp.web.disposition import disposition
from searchapp.web.exports.atom import MEDIA_TYPE as ATOM
from searchapp.web.exports.atom import Feed, feed
from searchapp.web.exports.links import FEED, MAX_RESULTS, export_address
from searchapp.web.exports.reference import Reference, reference
from searchapp.web.exports.ris import MEDIA_TYPE as RIS
from searchapp.web.exports.ris import ris
from searchapp.web.exports.table import table
from searchapp.web.paging import page_count
from searchapp.web.parameters import tolerant_request
from searchapp.web.reader_language import public_links
from searchapp.web.results_page import summary_line
from searchapp.web.scoped_search import topic_called, within_topic
from searchapp.web.translations.current import language

blueprint = Blueprint("exports", __name__)

FEED_ENTRIES: Final = 100  # on one page of a feed, which programs fetch again and again
_LAST_PAGE: Final = MAX_RESULTS // FEED_ENTRIES
_NAME_SIZE: Final = 60  # characters of what was searched for in the name of a file
_ANY_NAME: Final = "search"


@blueprint.get("/search.csv")
def csv_export() -> Response:
    """Answer the first results as a table."""
    asked, _ = _requested(MAX_RESULTS)
    others = engine().facets().others
    return _export("csv", "text/csv", first_page(asked), lambda found: table(_references(found), others))


@blueprint.get("/search.ris")
def ris_export() -> Response:
    """Answer the first results as references."""
    asked, _ = _requested(MAX_RESULTS)
    library = app_context().config.site.name
    return _export("ris", RIS, first_page(asked), lambda found: ris(_references(found), library))


@blueprint.get("/search.atom")
def atom_export() -> Response:
    """Answer a page of the feed of the first results."""
    asked, topic = _requested(FEED_ENTRIES)

    def body(found: Listing) -> bytes:
        # Past its end a feed is empty, as a list of results is.
        references = _references(found) if asked.page <= _LAST_PAGE else ()
        return feed(_feed(asked, topic, found), references)

    return _export(FEED, ATOM, asked, body)


def _requested(per_page: int) -> tuple[SearchRequest, TopicView | None]:
    """Return what is asked for, as the pages of results understand it, and the topic that it is within."""
    requested = tolerant_request(request.args, app_context().config.search, engine().facets())
    topic = topic_called(engine(), request.args.get("within", ""))
    return within_topic(replace(requested.asked, per_page=per_page), topic), topic


def _export(kind: str, media_type: str, asked: SearchRequest, body: Callable[[Listing], bytes]) -> Response:
    """Answer *asked* with the file that *body* makes of what is found."""
    tag = app_context().tags.export(engine().version(), kind, language().tag, asked)
    if client_has(tag):
        return not_modified(tag)
    started = perf_counter()
    # Made whole before it is sent: damage of the build that shows only now is then still a page that says so.
    response = Response(body(engine().listing(asked)), content_type=f"{media_type}; charset=utf-8")
    response.headers["Server-Timing"] = f"export;dur={(perf_counter() - started) * 1000:.2f}"
    name = slug(asked.text[:_NAME_SIZE]) or _ANY_NAME
    response.headers["Content-Disposition"] = disposition(f"{name}.{kind}", inline=kind == FEED)
    response.headers["X-Robots-Tag"] = "noindex"
    return tagged(response, tag)


def _references(found: Listing) -> Iterator[Reference]:
    links = public_links()
    return (reference(resource, links) for resource in found.resources)


def _feed(asked: SearchRequest, topic: TopicView | None, found: Listing) -> Feed:
    """Return what the page of a feed says of itself and of the other pages."""
    here, links = app_context().config.site, public_links()
    last = max(1, min(_LAST_PAGE, page_count(found.total, FEED_ENTRIES)))

    def address(page: int) -> str:
        return export_address(links, FEED, asked, within=topic.slug if topic else None, page=page)

    pages = {
        "self": address(asked.page),
        "alternate": links.search(first_page(asked), path=topic_path(topic.slug) if topic else SEARCH_PATH),
        "first": address(1),
        "last": address(last),
    }
    if 1 < asked.page <= last:
        pages["previous"] = address(asked.page - 1)
    if asked.page < last:
        pages["next"] = address(asked.page + 1)
    within = f"{topic.name} – " if topic else ""
    summary = summary_line(replace(asked, text=found.searched_for), found.total)
    return Feed(
        root=links.root,
        id=address(1),
        title=clean_line(f"{here.name}: {within}{summary}"),
        author=clean_line(here.name),
        language=language().tag,
        updated=found.build.built_at,
        total=found.total,
        start=(asked.page - 1) * FEED_ENTRIES + 1,
        per_page=FEED_ENTRIES,
        pages=pages,
    )
