"""Two engines and a query in; an assertion that they answer alike out.

Scores are rounded to six digits by both; sums taken in another order may round the other way at a border, which
flips the last digit, and with it the order of two that all but tie, and which of these shows a text that both have. Nothing
else may differ.
"""

from dataclasses import asdict, replace

import pytest

from searchapp.engine.arrays.query_plan import QueryPlan
from tests.twin.listing import listed


def near(score):
    return score if score is None else pytest.approx(score, rel=2e-6, abs=1e-12)


def by_itself(hit):
    """Return a hit without what it has in common with others on its page."""
    passages = (replace(passage, also_in=(), repeats=None) for passage in hit.passages)
    return replace(hit, passages=tuple(passages))


def assert_same_answer(engine, twin, request):
    """Hold one page of *engine* against that of its *twin*: all of it."""
    found, expected = engine.search(request), twin.search(request)
    assert_lists_what_it_finds(engine, request, found)
    if found == expected:
        return
    assert replace(found, hits=()) == replace(expected, hits=()), request
    assert len(found.hits) == len(expected.hits), request
    every = {hit.id: hit for hit in twin.search(replace(request, page=1, per_page=expected.total)).hits}
    for hit, in_its_place in zip(found.hits, expected.hits, strict=True):
        assert hit.id in every, request
        alone = replace(by_itself(every[hit.id]), score=near(every[hit.id].score))
        assert by_itself(hit) == alone, request
        assert hit.score == near(in_its_place.score), request
        assert request.sort == "relevance" or hit.id == in_its_place.id, request
    if request.sort == "relevance":
        keys = [(-(hit.score or 0.0), hit.id) for hit in found.hits]
        scored = any(hit.score is not None for hit in found.hits)
        assert not scored or keys == sorted(keys), request


def assert_lists_what_it_finds(engine, request, found):
    """Hold the listing of a page against what was *found*, in its order: no other code orders what is listed."""
    listing = engine.listing(request)
    assert (listing.total, listing.searched_for) == (found.total, found.searched_for), request
    assert list(listing.resources) == list(map(listed, found.hits)), request


def assert_same_ranking(engine, twin, text, limit):
    found, expected = engine.ranked(text, limit), twin.ranked(text, limit)
    if found == expected:
        return
    every = dict(twin.ranked(text, 10**6))
    assert len(found) == len(expected), text
    for (resource_id, score), (_, in_its_place) in zip(found, expected, strict=True):
        assert score == near(every[resource_id]), text
        assert score == near(in_its_place), text
    assert len(dict(found)) == len(found), text


def assert_same_resource(engine, twin, resource_id, text):
    assert engine.resource(resource_id, text) == twin.resource(resource_id, text), (resource_id, text)
    assert engine.text(resource_id, 1, text) == twin.text(resource_id, 1, text), (resource_id, text)


def assert_same_explanation(engine, twin, resource_id, text):
    found, expected = engine.explain(resource_id, text), twin.explain(resource_id, text)
    if found is None or expected is None:
        assert found is expected, (resource_id, text)
        return
    told, wanted = asdict(found), asdict(expected)
    concepts, wanted_concepts = told.pop("concepts"), wanted.pop("concepts")
    assert told == wanted | {
        "score": near(wanted["score"]),
        "named": near(wanted["named"]),
        "navigation": near(wanted["navigation"]),
        "passage": near(wanted["passage"]),
        "similarity": near(wanted["similarity"]),
        "proximity": near(wanted["proximity"]),
    }, text
    for concept, wanted_concept in zip(concepts, wanted_concepts, strict=True):
        floats = {name: near(wanted_concept[name]) for name in ("idf_weight", "adds")}
        assert concept == wanted_concept | floats, (resource_id, text)


def assert_same_matching(engine, asked):
    """What the first of these requests tells of the others is what each of them matches."""
    snapshot, first = engine._snapshot, asked[0]
    plan = QueryPlan.of(snapshot, first.text, first.scope, expanded=first.expand)
    for other in asked:
        matching = plan.matching_instead(other.text, other.scope, expanded=other.expand)
        own = QueryPlan.of(snapshot, other.text, other.scope, expanded=other.expand).matching
        assert matching.tolist() == own.tolist(), other
