"""A request and what it found in; the same request with misspelt words corrected, and what that finds, out."""

from dataclasses import dataclass
from typing import Final

from indexer.facets import FacetTable
from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.facets import FilterMasks
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.query_plan import QueryPlan
from searchapp.engine.arrays.ranking.query_terms import WeightedTerm
from searchapp.engine.arrays.spelling.printed_forms import PrintedForms
from searchapp.engine.request import SearchRequest
from searchapp.engine.spelling.suggestion import suggestion
from searchapp.engine.spelling.typed_words import reworded, typed_words

# What more resources have than one in so many is known well enough: nothing is looked up for it.
WELL_KNOWN: Final = 20
# Suggestions that are kept, of the last words that few or no resources have: looking one up takes as long as a search.
MAX_CACHED: Final = 1 << 12


@dataclass(frozen=True, slots=True)
class Found:
    """What a text finds: within its scope, and of that what passes the filters."""

    text: str
    plan: QueryPlan
    filtered: Numbers

    @classmethod
    def of(cls, snapshot: IndexSnapshot, request: SearchRequest, text: str, masks: FilterMasks) -> "Found":
        """Search for *text* as *request* searches for its own."""
        plan = QueryPlan.of(snapshot, text, request.scope, expanded=request.expand)
        return cls(text, plan, masks.passing(plan.matching))

    def instead(self, text: str, request: SearchRequest, masks: FilterMasks) -> Numbers:
        """Return what another *text* would find in the place of this one."""
        return masks.passing(self.plan.matching_instead(text, request.scope, expanded=request.expand))


class Corrections:
    """Corrects what is asked of one build. Safe between threads: what is lost of the cache is looked up again."""

    def __init__(self, index: ArrayIndex, facets: FacetTable) -> None:
        self._index = index
        self._facets = facets
        self._forms = PrintedForms(index)
        self._few = index.resources // WELL_KNOWN
        self._suggested: dict[tuple[str, int], str | None] = {}

    def corrected(
        self, snapshot: IndexSnapshot, request: SearchRequest, found: Found, masks: FilterMasks
    ) -> Found | None:
        """Return what the text finds with its misspelt words corrected; None: nothing more."""
        # Of nearly all texts every word is well known, and they end here.
        if all(len(term.occurrences.resources) > self._few for term in found.plan.terms):
            return None
        words = typed_words(found.text, self._facets)
        meant: dict[str, str] = {}
        for plain in dict.fromkeys(word.plain for word in words):
            resources = self._resources(found.plan, plain)
            suggested = self._suggestion(plain, resources) if resources <= self._few else None
            if suggested is not None:
                meant[plain] = suggested
        while meant:
            text = reworded(found.text, words, meant)
            corrected = Found.of(snapshot, request, text, masks)
            helped = {
                plain: word
                for plain, word in meant.items()
                if self._having(corrected, word) > self._having(found, plain)
            }
            if len(helped) == len(meant):
                return corrected
            meant = helped
        return None

    def _suggestion(self, plain: str, resources: int) -> str | None:
        key = plain, resources
        if key not in self._suggested:
            if len(self._suggested) >= MAX_CACHED:
                self._suggested.clear()
            terms = self._terms(plain)
            best = suggestion(self._forms, plain, resources, lambda other: bool(terms & self._terms(other)))
            self._suggested[key] = None if best is None else best.text
        return self._suggested[key]

    def _terms(self, word: str) -> frozenset[str]:
        """Return the terms of a word, in each language."""
        return frozenset(analyzer.term_of(word) for analyzer in self._index.languages)

    def _resources(self, plan: QueryPlan, word: str) -> int:
        """Return how many resources have a word of a plan in any of the ways in which it may be written."""
        terms = self._terms(word)
        term = _with_word(plan, terms)
        if term is not None and len(term.concept.choices[0].terms) == 1:
            return len(term.occurrences.resources)
        return max(self._index.doc_frequency(each) for each in terms)

    def _having(self, found: Found, word: str) -> int:
        """Return how many of the resources *found* have what is asked for by a word of the text."""
        parts = (typed.plain for typed in typed_words(word, self._facets))
        term = _with_word(found.plan, frozenset[str]().union(*map(self._terms, parts)))
        return 0 if term is None else int(among(found.filtered, term.occurrences.resources).sum())


def _with_word(plan: QueryPlan, terms: frozenset[str]) -> WeightedTerm | None:
    """Return what of a plan asks for a word with any of these *terms*."""
    for term in plan.terms:
        if any(terms.intersection(choice.terms) for choice in term.concept.choices):
            return term
    return None
