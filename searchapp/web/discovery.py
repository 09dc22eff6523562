"""`/robots.txt`, `/sitemap.xml` and `/opensearch.xml`: what search engines may crawl, what there is, and how browsers search here.

Addresses are absolute once base_url is configured; nothing is taken from the Host header.
"""

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, abort, request

from indexer.control_characters import clean_line
from searchapp.web.addresses import SEARCH_PATH, Addresses
from searchapp.web.app_context import app_context, engine
from searchapp.web.conditional import tagged_by_content

blueprint = Blueprint("discovery", __name__)

# Addresses of one sitemap: some 200 KB. A larger library has several, listed by an index; protocols allow 50,000 of each.
SITEMAP_ENTRIES: Final = 2_000
_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT_NAME: Final = 16  # characters: browsers show no more


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Answer what need not be crawled: lists of results are endless, and lead to nothing that the sitemap has not."""
    links = app_context().links
    lines = [
        "User-agent: *",
        *(f"Disallow: {links.root}{path}" for path in (SEARCH_PATH, "/facets/", "/api/", "/embed/")),
    ]
    public = app_context().api_links
    if public.root.startswith("http"):
        lines += ["", f"Sitemap: {public.root}/sitemap.xml"]
    return _answer("\n".join(lines) + "\n", "text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Answer the addresses of the first page, the topics and the resources; of many, an index of sitemaps."""
    links, here = app_context().api_links, engine()
    pages = [links.home(), *(links.topic(topic.slug) for topic in here.topics() if topic.count)]
    parts = -(-(len(pages) + here.status().resources) // SITEMAP_ENTRIES)
    asked = request.args.get("part")
    if asked is None and parts > 1:
        return _xml(
            _listed("sitemapindex", "sitemap", (_part(links, number) for number in range(1, parts + 1)))
        )
    number = (
        int(asked) if asked is not None and asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    )
    if not 1 <= number <= parts:
        abort(404)
    start = (number - 1) * SITEMAP_ENTRIES
    found = pages[start : start + SITEMAP_ENTRIES]
    resources = here.ranked("", SITEMAP_ENTRIES - len(found), max(0, start - len(pages)))
    return _xml(
        _listed("urlset", "url", [*found, *(links.resource(resource_id) for resource_id, _ in resources)])
    )


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Answer the description by which browsers offer this search in their address bar."""
    here = app_context()
    name = clean_line(here.config.site.name)
    description = Element("OpenSearchDescription", xmlns=_OPENSEARCH)
    SubElement(description, "ShortName").text = name[:_SHORT_NAME].strip()
    SubElement(description, "LongName").text = name[:48].strip()
    SubElement(description, "Description").text = name[:1024]
    SubElement(description, "Language").text = here.config.site.language
    SubElement(description, "InputEncoding").text = "UTF-8"
    root = here.api_links.root
    for kind, path in (("text/html", SEARCH_PATH), ("application/json", f"/api/v1{SEARCH_PATH}")):
        SubElement(description, "Url", type=kind, template=f"{root}{path}?q={{searchTerms}}")
    return _xml(description, "application/opensearchdescription+xml")


def _part(links: Addresses, number: int) -> str:
    return f"{links.root}/sitemap.xml?part={number}"


def _listed(kind: str, entry: str, addresses: Iterable[str]) -> Element:
    root = Element(kind, xmlns=_SITEMAPS)
    for address in addresses:
        SubElement(SubElement(root, entry), "loc").text = address
    return root


def _xml(root: Element, media_type: str = "application/xml") -> Response:
    return _answer(tostring(root, encoding="unicode", xml_declaration=True), media_type)


def _answer(text: str, media_type: str) -> Response:
    return tagged_by_content(text.encode("utf-8", "replace"), f"{media_type}; charset=utf-8")
