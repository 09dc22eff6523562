"""A template's name and its values in, an HTML response out; the functions that templates use are set up here."""

from functools import partial
from http.client import OK
from typing import Any, Final

from flask import Flask, Response, render_template
from markupsafe import Markup

from indexer.control_characters import clean_utf8
from searchapp.engine.messages import sentences
from searchapp.web import labels, shortening
from searchapp.web.addresses import Addresses, web_address
from searchapp.web.app_context import AppContext, app_context, engine
from searchapp.web.citation import citation, citations
from searchapp.web.code_lines import with_code
from searchapp.web.conditional import PAGE_CACHE_CONTROL, tagged_by_content
from searchapp.web.reader_language import AddressIn, language_choices, page_links, public_links
from searchapp.web.reading_list.items import item_of
from searchapp.web.results_page import catalogue_entry, lacks_text, snippet_repeats_passage
from searchapp.web.structured_data import citation_tags, structured_data
from searchapp.web.textpage import paragraphs
from searchapp.web.translations.current import counted, language, marked_counted, marked_up, number_text

CONTENT_TYPE: Final = "text/html; charset=utf-8"


def page(
    template: str,
    *,
    status_code: int = 200,
    canonical: AddressIn | None = None,
    here: AddressIn | None = None,
    **values: Any,
) -> Response:
    """Return a page in the language of the reader.

    *canonical* makes the address that search engines are to know it by, absolute once base_url is configured; *here* makes the one that
    leads to the very same page in another language, if that is another.
    """
    values.setdefault("indexed", True)
    if "status" not in values:
        values["status"] = engine().status()
    html = render_template(
        template,
        links=page_links(),
        canonical=canonical(public_links()) if canonical is not None else None,
        alternates=language_choices(canonical, public=True)
        if canonical is not None and values["indexed"]
        else (),
        languages=language_choices(here or canonical or Addresses.home),
        language=language(),
        site_lang=_site_lang(),
        **values,
    )
    # Whatever a title, a build of older software or a query contains: half a surrogate pair must not make the whole page fail,
    # and no control character gets into it.
    body = clean_utf8(html)
    if status_code == OK:
        response = tagged_by_content(body, CONTENT_TYPE, keep=PAGE_CACHE_CONTROL)
    else:
        response = Response(body, status_code, content_type=CONTENT_TYPE)
        response.headers["Cache-Control"] = PAGE_CACHE_CONTROL
    response.headers["Content-Language"] = language().tag
    return response


def _site_lang() -> Markup:
    """Return the attribute of what is in the language of the site, such as names of topics; "": the page is in it, too."""
    here = app_context().config.site.language
    return Markup("") if here == language().tag else Markup(' lang="{}"').format(here)


def prepare(app: Flask, joined: AppContext) -> None:
    """Give the templates of *app* their words and links."""
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.globals.update(
        site=joined.config.site,
        api_links=joined.api_links,
        assets=joined.assets,
        citations=lambda hit, passages: citations(hit, passages, joined.config.site.name, joined.api_links),
        passage_citation=lambda hit, passage: citation(
            hit, joined.config.site.name, joined.api_links, passage
        ),
        citation_tags=citation_tags,
        structured_data=structured_data,
        sizes=shortening,
        catalogue_entry=catalogue_entry,
        lacks_text=lacks_text,
        snippet_repeats_passage=snippet_repeats_passage,
        web_address=web_address,
        _=marked_up,
        counted=counted,
        marked_counted=marked_counted,
        facet_label=labels.facet_label,
        document_facts=labels.document_facts,
        format_name=labels.format_name,
        heading_path=labels.heading_path,
        item_of=item_of,
        other_place=labels.other_place,
        suggestion_counts=labels.suggestion_counts,
        search_tips=lambda: app_context().tips.of(engine(), language().tag),  # few pages have any
        long_date=labels.long_date,
        machine_time=labels.machine_time,
        date_and_time=labels.date_and_time,
        paragraphs=paragraphs,
        location_label=labels.location_label,
        spoken_place=labels.spoken_place,
    )
    # Called some hundred times a page, and a filter costs a fraction of what a global does.
    environment.filters.update(
        names_line=labels.names_line,
        path_line=labels.path_line,
        number=number_text,
        sentences=lambda notices: sentences(notices, language()),
        why=lambda reasons: reasons.line(language()),
        value_name=labels.value_name,
        as_name=partial(shortening.shortened, size=shortening.NAME),
        as_title=partial(shortening.shortened, size=shortening.TITLE),
        as_title_html=partial(shortening.shortened_html, size=shortening.TITLE),
        as_snippet_html=partial(shortening.shortened_html, size=shortening.SNIPPET),
        as_line=partial(shortening.shortened, size=shortening.LINE),
        as_head=partial(shortening.shortened, size=shortening.HEAD),
        as_description=partial(shortening.shortened, size=shortening.DESCRIPTION),
        as_whole=partial(shortening.shortened, size=shortening.WHOLE),
        with_code=with_code,
    )
