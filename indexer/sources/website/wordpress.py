"""Answers of WordPress' REST API in; posts with their text and terms, and files, out. Pure.

https://developer.wordpress.org/rest-api/: collections come in pages of up to 100, whose number is in a header; terms come along
with `_embed`; what may not be seen is answered with 401 or 403.
"""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import quote, urlsplit

from indexer.config.website import WordPressConfig
from indexer.control_characters import clean_line
from indexer.sources.values import MAX_NAME
from indexer.sources.website.addresses import normalized, parameters

PER_PAGE: Final = 100  # the most that the API gives
PER_BATCH: Final = 20  # posts whose text is asked for at once
_LIST_FIELDS: Final = "id,link,modified_gmt,date,_links,_embedded"
_POST_FIELDS: Final = f"{_LIST_FIELDS},title,content,excerpt,yoast_head_json"
# Kinds of post that are parts of the site's looks.
_NO_POSTS: Final = (
    "wp_",
    "nav_menu",
    "attachment",
    "elementor_",
    "e-",
    "customize_",
    "oembed_",
    "user_request",
    "acf-",
    "revision",
)
_LEFT_TO_HTML: Final = (
    "searchandfilter",
    "search-filter",
    "e-loop-item",
)  # what lists resources is known by its page


class WordPressError(ValueError):
    """It is no answer of this API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post or page of any kind."""

    number: int
    address: str  # normalized
    version: str  # changes with the post and with its terms
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()  # (taxonomy, name) of all: facets may be read from them
    year: int | None = None
    title: str = ""  # HTML
    text: str | None = None  # HTML; None: it was not asked for
    excerpt: str = ""
    is_protected: bool = False
    noindex: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether its text is that of its page, and not only a frame for what plugins show there."""
        text = (self.text or "").casefold()
        return bool(text.strip()) and not any(marker in text for marker in _LEFT_TO_HTML)

    def page(self) -> bytes:
        """Return it as a web page."""
        about = html.escape(_plain(self.excerpt), quote=True)
        terms = "".join(
            f'<meta name="taxonomy:{html.escape(taxonomy, quote=True)}" content="{html.escape(name, quote=True)}">'
            for taxonomy, name in self.terms
        )
        return (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{self.title}</title>'
            f'<link rel="canonical" href="{html.escape(self.address, quote=True)}"><meta name="description" content="{about}">{terms}'
            f"</head><body><main><h1>{self.title}</h1>{self.text or ''}</main></body></html>"
        ).encode("utf-8", "replace")


def types_address(api: str) -> str:
    """Return where the API lists which kinds of post there are."""
    return _route(api, "types")


def list_address(api: str, base: str, page: int = 1) -> str:
    """Return the address of one page of the list of posts of a kind."""
    fields = quote(_LIST_FIELDS, safe=",")
    query = f"_embed=wp:term&_fields={fields}&orderby=id&page={page}&per_page={PER_PAGE}"
    return _route(api, quote(base), query)


def text_address(api: str, base: str, numbers: Iterable[int]) -> str:
    """Return the address of whole posts, by their numbers."""
    wanted = ",".join(map(str, numbers))
    fields = quote(_POST_FIELDS, safe=",")
    query = f"_embed=wp:term&_fields={fields}&include={wanted}&per_page={PER_PAGE}"
    return _route(api, quote(base), query)


def media_address(api: str, page: int = 1) -> str:
    """Return the address of one page of the list of files."""
    fields = "id,source_url,mime_type,post"
    query = f"_fields={fields}&media_type=application&orderby=id&page={page}&per_page={PER_PAGE}"
    return _route(api, "media", query)


def base_of(address: str) -> str:
    """Return which list of the API an address is part of."""
    route = parameters(address).get("rest_route") or urlsplit(address).path
    return route.rpartition("/")[2]


def _route(api: str, base: str, query: str = "") -> str:
    # Without permalinks the whole API is a parameter: "https://example.gov/?rest_route=/".
    mark = "&" if "?" in api else "?"
    return f"{api}wp/v2/{base}{mark if query else ''}{query}"


def parsed(data: bytes) -> Any:
    """Return the JSON of an answer; raises WordPressError."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:  # a server may nest lists as deeply as it likes
        raise WordPressError("it is not JSON") from error


def post_bases(answer: Any, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return by which names the API lists the posts of each kind."""
    if not isinstance(answer, dict) or not any("rest_base" in _dict(kind) for kind in answer.values()):
        raise WordPressError("it does not list the kinds of post")
    found = []
    for name, kind in answer.items():
        base = kind.get("rest_base") if isinstance(kind, dict) else None
        chosen = name in wanted or base in wanted if wanted else not str(name).startswith(_NO_POSTS)
        if isinstance(base, str) and base and chosen:
            found.append(base)
    return tuple(found)


def posts_of(answer: Any, config: WordPressConfig) -> tuple[Post, ...]:
    """Return the posts of an answer; raises WordPressError."""
    if not isinstance(answer, list):
        raise WordPressError("it is not a list of posts")
    return tuple(post for one in answer if isinstance(one, dict) and (post := _post(one, config)) is not None)


def media_of(answer: Any) -> tuple[tuple[str, int], ...]:
    """Return (address, number of the post it belongs to, or 0) of the files of an answer; raises WordPressError."""
    if not isinstance(answer, list):
        raise WordPressError("it is not a list of files")
    found = []
    for one in answer:
        address = normalized(str(one.get("source_url") or "")) if isinstance(one, dict) else None
        if address is not None:
            post = one.get("post")
            found.append((address, post if isinstance(post, int) else 0))
    return tuple(found)


def _post(values: Mapping[str, Any], config: WordPressConfig) -> Post | None:
    number, address = values.get("id"), normalized(str(values.get("link") or ""))
    if not isinstance(number, int) or address is None:
        return None
    terms = _terms(values)
    types, topics = (_named(terms, chosen) for chosen in (config.types, config.topics))
    date, modified = str(values.get("date") or ""), str(values.get("modified_gmt") or "")
    row = json.dumps([modified, date, types, topics, sorted(terms)]).encode()
    content = values.get("content")
    robots = _dict(_dict(values.get("yoast_head_json")).get("robots"))
    return Post(
        number=number,
        address=address,
        version=blake2b(row, digest_size=12).hexdigest(),
        types=types,
        topics=topics,
        terms=tuple(terms),
        year=int(date[:4]) if date[:4].isdecimal() and int(date[:4]) else None,
        title=str(_dict(values.get("title")).get("rendered") or ""),
        text=str(_dict(content).get("rendered") or "") if content is not None else None,
        excerpt=str(_dict(values.get("excerpt")).get("rendered") or ""),
        is_protected=_dict(content).get("protected") is True,
        noindex=robots.get("index") == "noindex",
    )


def _terms(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (taxonomy, name) of each term; where one may not be seen, an error stands in its place."""
    groups = _dict(values.get("_embedded")).get("wp:term")
    found = []
    for group in groups if isinstance(groups, list) else ():
        for term in group if isinstance(group, list) else ():
            taxonomy, name = _dict(term).get("taxonomy"), _dict(term).get("name")
            if isinstance(taxonomy, str) and isinstance(name, str) and clean_line(html.unescape(name)):
                found.append((taxonomy, clean_line(html.unescape(name))[:MAX_NAME]))
    return found


def _named(terms: Iterable[tuple[str, str]], taxonomies: Sequence[str]) -> tuple[str, ...]:
    # "Uncategorized" is what WordPress calls a post of no category.
    return tuple(
        dict.fromkeys(name for taxonomy, name in terms if taxonomy in taxonomies and name != "Uncategorized")
    )


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _plain(markup: str) -> str:
    """Return the text of an excerpt: a paragraph or two of simple markup."""
    pieces = [piece.rpartition(">")[2] if "<" in markup else piece for piece in markup.split("<")]
    return clean_line(html.unescape(" ".join(pieces)))
