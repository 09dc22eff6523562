"""`/llms.txt`: what the library is and where programs ask it, for language models (llmstxt.org)."""

import re
from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response

from indexer.control_characters import clean_line
from indexer.facets import Facet
from searchapp.engine.results import TopicView
from searchapp.web.accepted_parameters import api_names
from searchapp.web.addresses import SEARCH_PATH
from searchapp.web.api import PREFIX
from searchapp.web.app_context import app_context, engine
from searchapp.web.conditional import tagged_by_content

blueprint = Blueprint("llms_txt", __name__)

_TOPICS: Final = 60  # as many as the first page names
_LONGEST: Final = 200  # characters of a name
# What Markdown would take for its own in a line of text.
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~&!])")


@blueprint.get("/llms.txt")
def llms_txt() -> Response:
    """Answer what the library is, and its addresses."""
    body = "".join(f"{line}\n" for line in _lines())
    return tagged_by_content(body.encode("utf-8", "replace"), "text/plain; charset=utf-8")


def _lines() -> Iterator[str]:
    here, links, library = app_context(), app_context().api_links, engine()
    status, facets = library.status(), library.facets()
    api = f"{links.root}{PREFIX}"
    yield f"# {_plain(here.config.site.name)}"
    yield ""
    yield (
        f"> Full-text search over a library of {_counted(status.resources, 'resource')} and the documents behind them, "
        f"{_counted(status.passages, 'passage')} in all. The index was built at {status.build.built_at}."
    )
    yield ""
    yield "Search as JSON, and quote from passages: each has the address of the exact page, heading or second, so a reader can check it."
    yield "No key is needed. An answer names the build of the index that it is of; `passages[].html` marks what matched."
    yield ""
    yield "## API"
    yield ""
    yield _link("OpenAPI document", f"{api}/openapi.json", "every address, parameter and answer")
    yield _link(
        "Search",
        f"{api}/search",
        f"add `?q=` and words; also {', '.join(f'`{name}`' for name in api_names(facets)[1:])}",
    )
    yield _link(
        "Suggest", f"{api}/suggest", "add `?q=`: titles, topics, headings and acronyms that contain it"
    )
    yield _link("Status", f"{api}/status", "how fresh the answers are")
    yield ""
    yield f"One resource is at `{api}/resources/` and its id, percent-encoded as one segment; `?q=` lists its passages that match, each whole."
    yield from _facet_lines(tuple(facets))
    yield from _topic_lines(library.topics())
    yield ""
    yield "## Pages"
    yield ""
    yield _link("First page", links.home(), "the search box and the topics")
    yield _link(
        "Search help", links.page("/help"), "the query language: phrases, exclusions, prefixes, fields"
    )
    yield _link(
        "Results as a table",
        f"{links.root}{SEARCH_PATH}.csv",
        "the parameters are those of a search; `/search.ris` has references, `/search.atom` a feed",
    )
    yield ""
    yield "## Optional"
    yield ""
    yield _link("Sitemap", f"{links.root}/sitemap.xml", "the address of each resource")


def _facet_lines(facets: tuple[Facet, ...]) -> Iterator[str]:
    yield ""
    yield "Results can be narrowed by these facets; any answer of a search lists their values with counts:"
    yield ""
    for facet in facets:
        yield f"- `{facet.name}`: {_plain(facet.label)}"


def _topic_lines(topics: tuple[TopicView, ...]) -> Iterator[str]:
    links = app_context().api_links
    used = sorted((topic for topic in topics if topic.count), key=lambda topic: (-topic.count, topic.name))
    if not used:
        return
    yield ""
    yield "## Topics"
    yield ""
    for topic in used[:_TOPICS]:
        yield _link(_plain(topic.name), links.topic(topic.slug), f"resources: {topic.count:,}")


def _link(name: str, address: str, about: str) -> str:
    return f"- [{name}]({address}): {about}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def _plain(text: str) -> str:
    """Return *text* as Markdown that shows it as it is, in one line."""
    return _MARKUP.sub(r"\\\1", clean_line(text)[:_LONGEST])
