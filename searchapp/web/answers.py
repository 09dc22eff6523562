"""Results in, the JSON of docs/api.md out: absent is null, lists are never null."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from indexer.facets import STANDARD_TABLE
from indexer.json_bytes import json_bytes
from indexer.run_notes import RunNote
from searchapp.engine.query.expansion import SynonymsUsed
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import (
    BuildInfo,
    FacetValue,
    Hit,
    HitDocument,
    HitPassage,
    LibraryStatus,
    OtherPlace,
    OtherText,
    Rescue,
    ResourceView,
    SearchResults,
)
from searchapp.engine.suggesting.suggestion import Suggestion
from searchapp.web.addresses import Addresses, without_facets
from searchapp.web.paging import page_count

Json = dict[str, Any]
SEARCH_ADDRESS = "/api/v1/search"


def search_answer(request: SearchRequest, results: SearchResults, links: Addresses, per_page: int) -> Json:
    """Return the answer of `GET /api/v1/search`; *per_page* is the default of the settings."""
    others = {
        name: list(request.facets.get(name, ())) for name in results.facets if name not in STANDARD_TABLE
    }
    return {
        "query": {
            "q": request.text,
            "topics": list(request.topics),
            "types": list(request.types),
            "years": list(request.years),
            "year_from": request.year_from,
            "year_to": request.year_to,
            "sort": request.sort,
            "page": request.page,
            "per_page": request.per_page,
            **({"facets": others} if others else {}),
            **({} if request.expand else {"expand": False}),
        },
        "total": results.total,
        "searched_for": results.searched_for,
        "relaxed": results.relaxed,
        "did_you_mean": results.did_you_mean,
        "rescue": None if results.rescue is None else _rescue(request, results.rescue, links, per_page),
        "synonyms": [_synonyms(used) for used in results.synonyms if request.expand],
        "results": [hit_answer(hit, links) for hit in results.hits],
        "facets": {name: _values(values) for name, values in results.facets.items()},
        "links": _page_links(request, results.total, links, per_page),
        "build": _build(results.build),
    }


def _synonyms(used: SynonymsUsed) -> Json:
    return {"typed": used.typed, "also": list(used.also), "meanings": list(used.meanings)}


def hit_answer(hit: Hit, links: Addresses) -> Json:
    """Return one result."""
    return {
        "id": hit.id,
        "url": links.hit(hit),
        "title": hit.title,
        "title_html": hit.title_html,
        "summary": hit.summary,
        "path": list(hit.path),
        "types": list(hit.types),
        "topics": list(hit.topics),
        "year": hit.year,
        "language": hit.language,
        **({"facets": {name: list(values) for name, values in hit.facets.items()}} if hit.facets else {}),
        "score": hit.score,
        "why": hit.why,
        "snippet_html": hit.snippet_html,
        "documents": [_document(document, links) for document in hit.documents],
        "document_count": hit.document_count,
        "passages": [_passage(hit, passage, links) for passage in hit.passages],
    }


def resource_answer(view: ResourceView, links: Addresses) -> Json:
    """Return the body of `GET /api/v1/resources/<id>`."""
    return {
        **hit_answer(view.hit, links),
        "documents": [_document(document, links) for document in view.documents],
        "listed_at": view.listed_at,
        "metadata": _finite(view.metadata),
        "build": _build(view.build),
    }


def suggest_answer(suggestions: Iterable[Suggestion], links: Addresses) -> Json:
    """Return the body of `GET /api/v1/suggest`."""
    return {
        "suggestions": [
            {"text": each.text, "kind": each.kind, "url": links.suggestion(each)} for each in suggestions
        ]
    }


def status_answer(status: LibraryStatus) -> Json:
    """Return the body of `GET /api/v1/status`."""
    return {
        "build": _build(status.build),
        "resources": status.resources,
        "passages": status.passages,
        "sources_seen_at": status.sources_seen_at,
        "last_run": _last_run(status.last_run) if status.last_run is not None else None,
        "problem": status.problem,
    }


def _last_run(note: RunNote) -> Json | None:
    # When the sources were seen stands beside it already.
    return {name: value for name, value in note.as_json().items() if name != "sources_seen_at"} or None


def encoded(answer: Json) -> bytes:
    """Return *answer* as compact UTF-8; a lone surrogate in someone's title becomes "?"."""
    return json_bytes(answer, "replace")


def _page_links(request: SearchRequest, total: int, links: Addresses, per_page: int) -> Json:
    def address(page: int) -> str:
        return links.search(replace(request, page=page), path=SEARCH_ADDRESS, per_page=per_page)

    pages = page_count(total, request.per_page)
    return {
        "self": address(request.page),
        "next": address(request.page + 1) if request.page < pages else None,
        "prev": address(min(request.page - 1, pages)) if request.page > 1 and pages else None,
    }


def _rescue(request: SearchRequest, rescue: Rescue, links: Addresses, per_page: int) -> Json:
    def other(changed: SearchRequest, total: int) -> Json:
        address = links.search(replace(changed, page=1), path=SEARCH_ADDRESS, per_page=per_page)
        return {"total": total, "url": address}

    def worded(found: OtherText) -> Json:
        return {"q": found.text, **other(replace(request, text=found.text, exact=False), found.total)}

    return {
        "unknown": list(rescue.unknown),
        "corrected": None if rescue.corrected is None else worded(rescue.corrected),
        "relaxed": [worded(found) for found in rescue.relaxed],
        "unfiltered": [
            {"facets": list(each.facets), **other(without_facets(request, each.facets), each.total)}
            for each in rescue.unfiltered
        ],
    }


def _document(document: HitDocument, links: Addresses) -> Json:
    return {
        "title": document.title,
        "url": links.document(document),
        "format": document.format,
        "bytes": document.bytes,
        "pages": document.pages,
    }


def _passage(hit: Hit, passage: HitPassage, links: Addresses) -> Json:
    place = passage.place
    return {
        "heading": list(place.heading),
        "page": place.page,
        "page_label": place.page_label,
        "anchor": place.anchor,
        "url": links.passage(hit, passage),
        "html": passage.html,
        "also_in": [_other_place(other, links) for other in passage.also_in],
        "repeats": _other_place(passage.repeats, links) if passage.repeats is not None else None,
    }


def _other_place(other: OtherPlace, links: Addresses) -> Json:
    document, place = other.passage.document, other.passage.place
    return {
        "id": other.id,
        "title": other.title,
        "format": document.format if document is not None else None,
        "page": place.page,
        "page_label": place.page_label,
        "url": links.passage(other, other.passage),
    }


def _values(values: Iterable[FacetValue]) -> list[Json]:
    return [{"value": value, "count": count, "selected": selected} for value, count, selected in values]


def _build(build: BuildInfo) -> Json:
    return asdict(build)


def _finite(value: Any) -> Any:
    # Python reads NaN and Infinity from a record, but they are not JSON.
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value
