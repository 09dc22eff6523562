"""Requests, resources and places in, addresses out: every link of a page and of an answer is made here.

Nothing is taken from the Host header. Ids are percent-encoded whole, `/` as %2F.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, quote_plus, unquote, urldefrag, urlencode

from indexer.readers.formats import BY_NAME
from searchapp.engine.listing import ListedResource
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import (
    Hit,
    HitDocument,
    HitPassage,
    OtherPlace,
    StoredFile,
)
from searchapp.engine.suggesting.suggestion import ResourceLink, Suggestion

SEARCH_PATH: Final = "/search"
MATCHING: Final = "matching"  # where a resource's page lists the passages that match
LANGUAGE: Final = "lang"  # the parameter that names the language of the reader
# Mail programs and some proxies cut a longer address off; and a page of results repeats its own some twenty times.
LONGEST_LINK: Final = 4000
# Sitemaps and some browsers know no longer address (2,048); one of a source that is longer is not linked to.
LONGEST_URL: Final = 2048
# Of a search without synonyms of what was typed.
EXPANSION_OFF: Final = ("expand", 0)
_LONGEST_FRAGMENT: Final = 500
LONGEST_ON_PAPER: Final = 100  # characters: nobody types a longer address from a printout
# What a fragment may contain unencoded, without the characters that have a meaning in HTML.
_FRAGMENT_SAFE: Final = "!$()*+,;=:@/?-._~"
_WEB: Final = re.compile(r"https?://[^\s/\x00-\x1f\x7f][^\s\x00-\x1f\x7f]*", re.IGNORECASE)
# Browsers resolve these two away even when encoded, so their "%" is encoded once more.
_DOT_SEGMENTS: Final = (".", "..")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Makes addresses below *root*: "" for links relative to the host, else `https://host/path`.

    *language* stands in every address of a page, and in none of a file; None: the site's own, which needs no parameter.
    """

    root: str = ""
    language: str | None = None

    def search(self, request: SearchRequest, *, path: str = SEARCH_PATH, per_page: int | None = None) -> str:
        """Return the address of *request*; parameters in canonical order, defaults left out.

        *per_page* is the default that goes without saying; None leaves per_page out altogether.
        """
        pairs = state_of(request)
        if request.page != 1:
            pairs.append(("page", request.page))
        pairs += size_of(request, per_page)
        if request.exact:
            pairs.append(("exact", 1))
        return self.page(path, pairs)

    def facet(  # noqa: PLR0913  # a search, its place, and which of the values
        self,
        name: str,
        request: SearchRequest,
        *,
        within: str | None = None,
        find: str = "",
        page: int = 1,
        per_page: int | None = None,
    ) -> str:
        """Return the page of all values of a facet, for the search *request*, *within* the topic with that slug.

        *find* is what the values must contain, *page* which of their pages it is, *per_page* as in `search`.
        """
        pairs = [*state_of(request), *size_of(request, per_page)]
        if within is not None:
            pairs.append(("within", within))
        if find:
            pairs.append(("find", find))
        if page != 1:
            pairs.append(("page", page))
        return self.page(facet_path(name), pairs)

    def home(self) -> str:
        """Return the address of the first page."""
        return self.page("/")

    def page(self, path: str, pairs: Sequence[tuple[str, str | int]] = ()) -> str:
        """Return the address of a page: its path, and the parameters *pairs*."""
        if self.language is not None:
            pairs = (*pairs, (LANGUAGE, self.language))
        return self.root + path + (f"?{urlencode(pairs, errors='replace')}" if pairs else "")

    def topic(self, slug: str) -> str:
        """Return the address of a topic's page."""
        return self.page(topic_path(slug))

    def resource(
        self, resource_id: str, text: str = "", *, first: int = 1, documents: int = 1, expand: bool = True
    ) -> str:
        """Return a resource's page: what matches *text* in it, listed from the passage with the number *first* on.

        *documents* is which page of its documents is listed beside, *expand* whether synonyms of the text match too.
        """
        asked = _asked(text, expand, ("from", first), ("documents", documents))
        return self.page(f"/resources/{encoded_id(resource_id)}", asked)

    def matching(self, resource_id: str, text: str, *, first: int = 1, expand: bool = True) -> str:
        """Return where a resource's page lists what matches *text*, from the passage with the number *first* on."""
        return self.resource(resource_id, text, first=first, expand=expand) + (f"#{MATCHING}" if text else "")

    def resource_text(self, resource_id: str, part: int = 1, *, text: str = "", expand: bool = True) -> str:
        """Return the address of a part of a resource's text, from 1, with what matches *text* marked."""
        return self.page(f"/resources/{encoded_id(resource_id)}/text", _asked(text, expand, ("page", part)))

    def api_resource(self, resource_id: str) -> str:
        """Return the address of a resource in the API."""
        return f"{self.root}/api/v1/resources/{encoded_id(resource_id)}"

    def in_text(self, hit: Hit | OtherPlace, passage: HitPassage) -> str:
        """Return the address of a passage in the text of its resource."""
        return f"{self.resource_text(hit.id, passage.part)}#passage-{passage.ordinal + 1}"

    def document(self, document: HitDocument) -> str:
        """Return where a document is read: its own address, else ours."""
        own = web_address(document.url)
        if own:
            return own
        return self.file(document)

    def file(self, file: HitDocument | StoredFile) -> str:
        """Return where the file of a document is served."""
        if file.format == "html" and "/" in file.address:
            # Its links may lead upwards: they work only where its folders are part of the address.
            path = "/".join(encoded_id(part) for part in file.address.split("/"))
            return f"{self.root}/files/{encoded_id(file.source)}/{path}"
        return f"{self.root}/files/{encoded_id(file.id)}/{encoded_id(file.name)}"

    def suggestion(self, suggestion: Suggestion) -> str:
        """Return where a suggestion leads: to the resource, to the topic's page, else to a search for its text."""
        if suggestion.resource is not None:
            return self.hit(suggestion.resource)
        if suggestion.slug is not None:
            return self.topic(suggestion.slug)
        return self.search(SearchRequest(text=suggestion.text))

    def hit(self, hit: Hit | ListedResource | ResourceLink) -> str:
        """Return a resource's own address, else its first document's, else its page here."""
        own = web_address(hit.url)
        if own:
            return own
        return self.document(hit.documents[0]) if hit.documents else self.resource(hit.id)

    def on_paper(self, hit: Hit) -> str:
        """Return the address to print below a hit's title, without its scheme: its own, or that of its page here.

        "": neither is short enough to be typed, or the site's own host is not configured.
        """
        for address in (self.hit(hit), self.resource(hit.id)):
            bare = (web_address(address) or "").partition("://")[2].rstrip("/")
            if 0 < len(bare) <= LONGEST_ON_PAPER:
                return bare
        return ""

    def passage(self, hit: Hit | OtherPlace, passage: HitPassage) -> str:
        """Return the address of the exact page, heading or second; else the place in our text page."""
        here = self.in_text(hit, passage)
        if passage.document is None:
            own = web_address(hit.url)
            fragment = _fragment(passage, paged=True)
            return f"{_bare(own)}#{fragment}" if own and fragment else here
        document = passage.document
        file_format = BY_NAME.get(document.format)
        fragment = _fragment(passage, paged=file_format is not None and file_format.paged)
        # A browser shows our own text and caption files as plain text, where no fragment leads anywhere.
        followed = web_address(document.url) is not None or (
            file_format is not None and file_format.follows_fragment
        )
        return f"{_bare(self.document(document))}#{fragment}" if fragment and followed else here

    def beginning(self, hit: Hit, passage: HitPassage) -> str:
        """Return where a page, or a moment of a recording, begins: captions of ours lead to the resource's own address.

        A search leads to the words; from there on this leads to the recording, if the resource's address is that.
        """
        own = web_address(hit.url)
        document = passage.document
        if passage.place.seconds is None or own is None or document is None or web_address(document.url):
            return self.passage(hit, passage)
        return f"{_bare(own)}#{_fragment(passage, paged=False)}"


def _asked(text: str, expand: bool, *numbers: tuple[str, int]) -> list[tuple[str, str | int]]:
    """Return the parameters of what is asked of one resource; numbers of 1 are left out."""
    pairs: list[tuple[str, str | int]] = [("q", text)] if text else []
    pairs += [(name, number) for name, number in numbers if number > 1]
    return [*pairs, EXPANSION_OFF] if text and not expand else pairs


def state_of(request: SearchRequest) -> list[tuple[str, str | int]]:
    """Return the parameters of *request* in canonical order, but for its page; defaults left out."""
    pairs: list[tuple[str, str | int]] = []
    if request.text:
        pairs.append(("q", request.text))
    pairs += [("topic", name) for name in request.topics]
    pairs += [("type", name) for name in request.types]
    pairs += [("year", year) for year in request.years]
    if request.year_from is not None:
        pairs.append(("year_from", request.year_from))
    if request.year_to is not None:
        pairs.append(("year_to", request.year_to))
    pairs += [(facet, value) for facet, values in request.facets.items() for value in values]
    if request.sort != "relevance":
        pairs.append(("sort", request.sort))
    if not request.expand:
        pairs.append(EXPANSION_OFF)
    return pairs


def size_of(request: SearchRequest, per_page: int | None) -> list[tuple[str, str | int]]:
    """Return the parameter for how many results *request* wants on a page; none for *per_page*, the default, or where that is None."""
    return [("per_page", request.per_page)] if per_page not in {None, request.per_page} else []


def facet_path(name: str) -> str:
    """Return the path of the page of a facet's values."""
    return f"/facets/{name}"


def topic_path(slug: str) -> str:
    """Return the path of a topic's page."""
    return f"/topics/{encoded_id(slug)}"


def encoded_id(name: str) -> str:
    """Return *name* as one path segment, whatever it holds; decoded_id takes it back."""
    encoded = quote(name, safe="", errors="replace")
    return encoded.replace(".", "%252E") if name in _DOT_SEGMENTS else encoded


def decoded_id(segment: str) -> str:
    """Return the id that a once-decoded *segment* stands for."""
    twice = unquote(segment)
    return twice if twice in _DOT_SEGMENTS else segment


def web_address(url: str | None) -> str | None:
    """Return *url* if it can be linked to: http or https, no spaces, no control characters, and not too long."""
    return url if url and len(url) <= LONGEST_URL and _WEB.fullmatch(url) else None


def text_for_links(text: str, room: int = LONGEST_LINK) -> str:
    """Return as much of *text* as takes *room* bytes in an address, cut at a word."""
    size = len(quote_plus(text, errors="replace"))
    if size <= room:
        return text
    # Characters take from one byte to twelve: what is left out is found by halves.
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if len(quote_plus(text[:middle], errors="replace")) <= room:
            low = middle
        else:
            high = middle - 1
    return text[: low + 1].rpartition(" ")[0] or text[:low]


def _bare(url: str) -> str:
    # urldefrag takes an address apart and joins it anew: most have no fragment.
    return urldefrag(url).url if "#" in url else url


def _fragment(passage: HitPassage, *, paged: bool) -> str | None:
    place = passage.place
    if place.page is not None and paged:
        return f"page={place.page}"
    if place.anchor and len(place.anchor) <= _LONGEST_FRAGMENT:
        return quote(place.anchor, safe=_FRAGMENT_SAFE, errors="replace")
    if place.seconds is not None:
        return f"t={round(place.seconds, 3):.3f}".rstrip("0").rstrip(".")
    return None
