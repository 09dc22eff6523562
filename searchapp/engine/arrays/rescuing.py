"""A request that found little or nothing in; what it could be instead, and how much that finds, out."""

from typing import Final

from searchapp.engine.arrays.index.facets import FilterMasks
from searchapp.engine.arrays.spelling.corrections import Found
from searchapp.engine.query.looser import looser_texts
from searchapp.engine.query.notices import MAX_NAMED
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import OtherText, Rescue, WithoutFilters

# Fewer results than this are looked through at a glance, and whoever wants more is helped.
ENOUGH: Final = 3


def rescue(request: SearchRequest, found: Found, meant: Found | None, masks: FilterMasks) -> Rescue | None:
    """Return what would find more than is *found*; *meant* is what its spelling could be. None: nothing, or enough was found."""
    total = len(found.filtered)
    if total >= ENOUGH:
        return None
    unknown = [term.concept for term in found.plan.terms if not len(term.occurrences.resources)]
    forms = {forms for concept in unknown for forms in concept.forms}
    texts = looser_texts(found.text, found.plan.snapshot.facets.table, forms)
    others = ((text, len(found.instead(text, request, masks))) for text in texts)
    rescued = Rescue(
        unknown=tuple(concept.as_typed for concept in unknown[:MAX_NAMED]),
        corrected=None if meant is None else OtherText(meant.text, len(meant.filtered)),
        relaxed=tuple(OtherText(text, results) for text, results in others if results > total),
        unfiltered=_unfiltered(found, masks),
    )
    return rescued if any((rescued.unknown, rescued.corrected, rescued.relaxed, rescued.unfiltered)) else None


def _unfiltered(found: Found, masks: FilterMasks) -> tuple[WithoutFilters, ...]:
    matching = found.plan.matching
    each = [WithoutFilters((facet,), len(masks.passing(matching, but=facet))) for facet in masks.masks]
    more = [without for without in each if without.total > len(found.filtered)]
    most = max((without.total for without in more), default=len(found.filtered))
    if len(each) > 1 and len(matching) > most:
        more.append(WithoutFilters(tuple(masks.masks), len(matching)))
    return tuple(more)
