"""A template's name and its values in, an HTML response out; the functions that templates use are set up here."""

from functools import partial
from typing import Any

from flask import Flask, Response, render_template

from indexer.control_characters import clean_utf8
from searchapp.web import labels, shortening
from searchapp.web.addresses import web_address
from searchapp.web.app_context import AppContext, app_context, engine
from searchapp.web.results_page import catalogue_entry, lacks_text, snippet_repeats_passage
from searchapp.web.textpage import paragraphs


def page(template: str, *, status_code: int = 200, canonical: str | None = None, **values: Any) -> Response:
    """Return a page; *canonical* is its address below the root, absolute once base_url is configured."""
    here = app_context()
    if canonical is not None:
        canonical = here.api_links.root + canonical.removeprefix(here.links.root)
    values.setdefault("indexed", True)
    if "status" not in values:
        values["status"] = engine().status()
    html = render_template(template, canonical=canonical, **values)
    # Whatever a title, a build of older software or a query contains: half a surrogate pair must not make the whole page fail,
    # and no control character gets into it.
    response = Response(clean_utf8(html), status_code, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def prepare(app: Flask, joined: AppContext) -> None:
    """Give the templates of *app* their words and links."""
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.globals.update(
        site=joined.config.site,
        links=joined.links,
        api_links=joined.api_links,
        assets=joined.assets,
        sizes=shortening,
        catalogue_entry=catalogue_entry,
        lacks_text=lacks_text,
        snippet_repeats_passage=snippet_repeats_passage,
        web_address=web_address,
        counted=labels.counted,
        document_facts=labels.document_facts,
        format_name=labels.format_name,
        heading_path=labels.heading_path,
        long_date=labels.long_date,
        date_and_time=labels.date_and_time,
        paragraphs=paragraphs,
        location_label=labels.location_label,
    )
    # Called some hundred times a page, and a filter costs a fraction of what a global does.
    environment.filters.update(
        names_line=labels.names_line,
        value_name=labels.value_name,
        as_name=partial(shortening.shortened, size=shortening.NAME),
        as_title=partial(shortening.shortened, size=shortening.TITLE),
        as_title_html=partial(shortening.shortened_html, size=shortening.TITLE),
        as_snippet_html=partial(shortening.shortened_html, size=shortening.SNIPPET),
        as_line=partial(shortening.shortened, size=shortening.LINE),
        as_head=partial(shortening.shortened, size=shortening.HEAD),
        as_whole=partial(shortening.shortened, size=shortening.WHOLE),
    )
