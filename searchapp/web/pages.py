"""`/`, `/search`, `/topics/<slug>` and `/facets/<name>`: parse, search, present."""

from typing import Final

from flask import Blueprint, Response, abort, request

from searchapp.engine.request import MAX_TEXT, MAX_WORDS, SearchRequest
from searchapp.engine.results import TopicView
from searchapp.web.addresses import LANGUAGE, SEARCH_PATH, Addresses, topic_path
from searchapp.web.app_context import app_context, engine
from searchapp.web.facet_values import facet_values
from searchapp.web.parameters import PageRequest, tolerant_request
from searchapp.web.reader_language import AddressIn, page_links
from searchapp.web.rendering import page
from searchapp.web.results_page import ResultsPage, results_page
from searchapp.web.scoped_search import topic_called

blueprint = Blueprint("pages", __name__)

HELP_PATH: Final = "/help"

# Topics on the first page: what is looked through at a glance or two. The others are on the page of all topics.
HOME_TOPICS: Final = 60


@blueprint.get("/")
def home() -> Response:
    """Answer the search box, the topics and what the library holds."""
    topics = [topic for topic in engine().topics() if topic.count]
    return page(
        "home.html",
        status=engine().status(),
        topics=_leading(topics),
        all_topics=len(topics),
        asked=SearchRequest(),
        canonical=Addresses.home,
    )


@blueprint.get(HELP_PATH)
def search_help() -> Response:
    """Answer how to search: what docs/query-language.md says, in short and in the language of the reader."""
    return page(
        "help.html",
        asked=SearchRequest(),
        minimum_should_match=app_context().config.ranking.minimum_should_match,
        max_text=MAX_TEXT,
        max_words=MAX_WORDS,
        canonical=lambda links: links.page(HELP_PATH),
    )


@blueprint.get("/search")
def search() -> Response:
    """Answer one page of results."""
    status = engine().status()
    found = results_page(engine(), _requested(), page_links(), status.facets)
    return _timed(
        page(
            "search.html",
            status=status,
            results_page=found,
            asked=found.asked,
            canonical=_same(found, SEARCH_PATH),
            here=_same(found, SEARCH_PATH),
            indexed=False,
            slugs=_slugs(),
        ),
        found,
    )


@blueprint.get("/topics/<anything:segment>")
def topic(segment: str) -> Response:
    """Answer a topic's introduction and its resources."""
    shown = topic_called(engine(), segment)
    if shown is None:
        abort(404)
    status = engine().status()
    found = results_page(engine(), _requested(), page_links(), status.facets, topic=shown)
    return _timed(
        page(
            "topic.html",
            status=status,
            results_page=found,
            asked=found.asked,
            topic=shown,
            canonical=lambda links: links.topic(shown.slug),
            here=_same(found, topic_path(shown.slug)),
            indexed=request.args.keys() <= {LANGUAGE},
            slugs=_slugs(),
        ),
        found,
    )


@blueprint.get("/facets/<name>")
def facet(name: str) -> Response:
    """Answer all values of a facet, a page of them at a time."""
    if name not in engine().facets():
        abort(404)
    fixed = topic_called(engine(), request.args.get("within", ""))
    found = facet_values(
        engine(),
        name,
        _requested(),
        page_links(),
        topic=fixed,
        find=request.args.get("find", ""),
    )

    def here(links: Addresses) -> str | None:
        if found.back is None:
            return None
        within = fixed.slug if fixed else None
        return links.facet(
            name, found.asked, within=within, find=found.find, page=found.pager.page, per_page=found.per_page
        )

    return page("facet.html", here=here, found=found, asked=found.asked, topic=fixed, indexed=False)


def _same(found: ResultsPage, path: str) -> AddressIn:
    """Return what makes the address of the same page of results; None: it would be too long."""

    def address(links: Addresses) -> str | None:
        return (
            None
            if found.self_address is None
            else links.search(found.asked, path=path, per_page=found.per_page)
        )

    return address


def _requested() -> PageRequest:
    return tolerant_request(request.args, app_context().config.search, engine().facets())


def _leading(topics: list[TopicView]) -> list[TopicView]:
    """Return the topics that most resources have, in the order of their names."""
    if len(topics) <= HOME_TOPICS:
        return topics
    most = {topic.name for topic in sorted(topics, key=lambda topic: -topic.count)[:HOME_TOPICS]}
    return [topic for topic in topics if topic.name in most]


def _slugs() -> dict[str, str]:
    return {topic.name: topic.slug for topic in engine().topics()}


def _timed(response: Response, found: ResultsPage) -> Response:
    response.headers["Server-Timing"] = f"search;dur={found.took * 1000:.2f}"
    return response
