"""Results in, the JSON of docs/api.md out: absent is null, lists are never null."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

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
from searchapp.web import answer_types as json_of
from searchapp.web.addresses import Addresses
from searchapp.web.changed_requests import without_facets
from searchapp.web.paging import page_count

SEARCH_ADDRESS = "/api/v1/search"


def search_answer(
    request: SearchRequest, results: SearchResults, links: Addresses, per_page: int
) -> json_of.SearchAnswer:
    """Return the answer of `GET /api/v1/search`; *per_page* is the default of the settings."""
    return {
        "query": _query(request, results),
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


def _query(request: SearchRequest, results: SearchResults) -> json_of.Query:
    query: json_of.Query = {
        "q": request.text,
        "topics": list(request.topics),
        "types": list(request.types),
        "years": list(request.years),
        "year_from": request.year_from,
        "year_to": request.year_to,
        "sort": request.sort,
        "page": request.page,
        "per_page": request.per_page,
    }
    others = {
        name: list(request.facets.get(name, ())) for name in results.facets if name not in STANDARD_TABLE
    }
    if others:
        query["facets"] = others
    if not request.expand:
        query["expand"] = False
    return query


def _synonyms(used: SynonymsUsed) -> json_of.Synonyms:
    return {"typed": used.typed, "also": list(used.also), "meanings": list(used.meanings)}


def hit_answer(hit: Hit, links: Addresses) -> json_of.Result:
    """Return one result."""
    answer: json_of.Result = {
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
        "score": hit.score,
        "why": hit.why,
        "snippet_html": hit.snippet_html,
        "documents": [_document(document, links) for document in hit.documents],
        "document_count": hit.document_count,
        "passages": [_passage(hit, passage, links) for passage in hit.passages],
    }
    if hit.facets:
        answer["facets"] = {name: list(values) for name, values in hit.facets.items()}
    return answer


def resource_answer(view: ResourceView, links: Addresses) -> json_of.Resource:
    """Return the body of `GET /api/v1/resources/<id>`."""
    return {
        **hit_answer(view.hit, links),
        "documents": [_document(document, links) for document in view.documents],
        "listed_at": view.listed_at,
        "metadata": _finite(view.metadata),
        "build": _build(view.build),
    }


def suggest_answer(suggestions: Iterable[Suggestion], links: Addresses) -> json_of.SuggestAnswer:
    """Return the body of `GET /api/v1/suggest`."""
    return {
        "suggestions": [
            {"text": each.text, "kind": each.kind, "url": links.suggestion(each)} for each in suggestions
        ]
    }


def status_answer(status: LibraryStatus) -> json_of.Status:
    """Return the body of `GET /api/v1/status`."""
    return {
        "build": _build(status.build),
        "resources": status.resources,
        "passages": status.passages,
        "sources_seen_at": status.sources_seen_at,
        "last_run": _last_run(status.last_run) if status.last_run is not None else None,
        "problem": status.problem,
    }


def _last_run(note: RunNote) -> json_of.LastRun | None:
    # When the sources were seen stands beside it already.
    known = {name: value for name, value in note.as_json().items() if name != "sources_seen_at"}
    return cast("json_of.LastRun", known) if known else None


def encoded(answer: Mapping[str, object]) -> bytes:
    """Return *answer* as compact UTF-8; a lone surrogate in someone's title becomes "?"."""
    return json_bytes(answer, "replace")


def _page_links(request: SearchRequest, total: int, links: Addresses, per_page: int) -> json_of.Links:
    def address(page: int) -> str:
        return links.search(replace(request, page=page), path=SEARCH_ADDRESS, per_page=per_page)

    pages = page_count(total, request.per_page)
    return {
        "self": address(request.page),
        "next": address(request.page + 1) if request.page < pages else None,
        "prev": address(min(request.page - 1, pages)) if request.page > 1 and pages else None,
    }


def _rescue(request: SearchRequest, rescue: Rescue, links: Addresses, per_page: int) -> json_of.Rescue:
    def address(changed: SearchRequest) -> str:
        return links.search(replace(changed, page=1), path=SEARCH_ADDRESS, per_page=per_page)

    def worded(found: OtherText) -> json_of.OtherText:
        other = replace(request, text=found.text, exact=False)
        return {"q": found.text, "total": found.total, "url": address(other)}

    return {
        "unknown": list(rescue.unknown),
        "corrected": None if rescue.corrected is None else worded(rescue.corrected),
        "relaxed": [worded(found) for found in rescue.relaxed],
        "unfiltered": [
            {
                "facets": list(each.facets),
                "total": each.total,
                "url": address(without_facets(request, each.facets)),
            }
            for each in rescue.unfiltered
        ],
    }


def _document(document: HitDocument, links: Addresses) -> json_of.Document:
    return {
        "title": document.title,
        "url": links.document(document),
        "format": document.format,
        "bytes": document.bytes,
        "pages": document.pages,
    }


def _passage(hit: Hit, passage: HitPassage, links: Addresses) -> json_of.Passage:
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


def _other_place(other: OtherPlace, links: Addresses) -> json_of.OtherPlace:
    document, place = other.passage.document, other.passage.place
    return {
        "id": other.id,
        "title": other.title,
        "format": document.format if document is not None else None,
        "page": place.page,
        "page_label": place.page_label,
        "url": links.passage(other, other.passage),
    }


def _values(values: Iterable[FacetValue]) -> list[json_of.FacetValue]:
    return [{"value": value, "count": count, "selected": selected} for value, count, selected in values]


def _build(build: BuildInfo) -> json_of.Build:
    return {"id": build.id, "built_at": build.built_at}


def _finite(value: Any) -> Any:
    # Python reads NaN and Infinity from a record, but they are not JSON.
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(key): _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value
