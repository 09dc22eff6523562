"""`/reading-list`, `/reading-list.md` and `/reading-list.ris`: what a reader keeps, from its address alone."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request

from indexer.control_characters import clean_line
from searchapp.engine.request import SearchRequest
from searchapp.web.addresses import LONGEST_LINK, Addresses
from searchapp.web.app_context import app_context, engine
from searchapp.web.disposition import disposition
from searchapp.web.exports.reference import Reference, reference
from searchapp.web.exports.ris import MEDIA_TYPE as RIS
from searchapp.web.exports.ris import ris
from searchapp.web.labels import date_and_time, location_label
from searchapp.web.reader_language import page_links, public_links
from searchapp.web.reading_list.items import ITEM, MAX_ITEMS, Item, items
from searchapp.web.reading_list.markdown import markdown
from searchapp.web.reading_list.packet import Packet, PacketResource, packet
from searchapp.web.rendering import page
from searchapp.web.translations.current import _, counted

blueprint = Blueprint("reading_list", __name__)

READING_LIST_PATH: Final = "/reading-list"
_NAME: Final = "reading-list"  # of the files
_MARKDOWN: Final = "text/markdown"
_QUOTE: Final = 2_000  # characters of a passage in a reference


@blueprint.get(READING_LIST_PATH)
def reading_list() -> Response:
    """Answer the list that the address holds, or how to make one."""
    chosen, left_out = items(request.args.getlist(ITEM))
    found = packet(engine(), chosen)

    def address(links: Addresses, kept: tuple[Item, ...] = chosen, kind: str = "") -> str:
        return links.page(f"{READING_LIST_PATH}{kind}", [(ITEM, str(item)) for item in kept])

    return page(
        "reading_list.html",
        asked=SearchRequest(),
        packet=found,
        summary=_summary(found),
        left_out=left_out,
        most=MAX_ITEMS,
        without=lambda gone: address(page_links(), tuple(item for item in chosen if item != gone)),
        rest=address(page_links(), tuple(item for item in chosen if item not in found.missing)),
        exports=(
            (_("Text (Markdown)"), address(page_links(), kind=".md")),
            (_("References (RIS)"), address(page_links(), kind=".ris")),
        ),
        long=len(address(public_links())) > LONGEST_LINK,
        canonical=lambda links: links.page(READING_LIST_PATH),
        here=address,
        indexed=False,
    )


@blueprint.get(f"{READING_LIST_PATH}.md")
def reading_list_markdown() -> Response:
    """Answer the list as Markdown."""
    found = packet(engine(), items(request.args.getlist(ITEM))[0])
    site = app_context().config.site.name
    body = markdown(
        found,
        title=_("Reading list"),
        note=_(
            "From %(site)s. %(summary)s Index built %(built)s.",
            site=site,
            summary=_summary(found),
            built=date_and_time(engine().status().build.built_at),
        ),
        links=public_links(),
    )
    return _file(body, _MARKDOWN, "md")


@blueprint.get(f"{READING_LIST_PATH}.ris")
def reading_list_ris() -> Response:
    """Answer the resources of the list as references, what is quoted of them as notes."""
    found = packet(engine(), items(request.args.getlist(ITEM))[0])
    return _file(ris(map(_reference, found.resources), app_context().config.site.name), RIS, "ris")


def _reference(each: PacketResource) -> Reference:
    notes = (
        ": ".join(
            filter(None, (location_label(quote.passage), f"“{clean_line(quote.passage.text)[:_QUOTE]}”"))
        )
        for quote in each.quotes
        if quote.passage is not None
    )
    hit = replace(each.hit, language=each.hit.language or app_context().config.site.language)
    return replace(reference(hit, public_links()), notes=tuple(notes))


def _summary(found: Packet) -> str:
    """Return "3 passages from 2 resources."."""
    resources = counted(len(found.resources), "%(count)s resource", "%(count)s resources")
    return counted(
        found.quote_count,
        "%(count)s passage; %(resources)s.",
        "%(count)s passages; %(resources)s.",
        resources=resources,
    )


def _file(body: bytes, media_type: str, kind: str) -> Response:
    response = Response(body, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = disposition(f"{_NAME}.{kind}", inline=False)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-cache"
    return response
