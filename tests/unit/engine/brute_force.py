"""Resources and a request in, what must be found out: read from the resources' own texts, without any index.

It knows the parser and the analyzer, which have tests of their own, and nothing of the engine: every query is
answered by looking through every text again. Scores are not its business.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log

from indexer.analysis import ENGLISH, KEY_SEPARATOR, Word, form_of
from indexer.resource import Resource
from searchapp.engine import SearchRequest
from searchapp.engine.query.hyphens import words_apart
from searchapp.engine.query.parser import parse
from searchapp.engine.query.query import Either, InYears, Prefix, Words, asked_for
from searchapp.engine.request import Filters
from tests.twin.matching import readings

MOST = {0: 0, 1: 1, 2: 2, 3: 2, 4: 3}  # of more words, three


@dataclass(frozen=True)
class Answer:
    """What must be found."""

    ids: set[str]
    relaxed: bool
    facets: dict[str, dict[object, int]]


class BruteForce:
    """Finds resources by reading all of them."""

    def __init__(self, resources: list[Resource]) -> None:
        self.resources = resources
        self.texts = {resource.id: _runs(resource) for resource in resources}
        self.forms = {
            word.form
            for fields in self.texts.values()
            for runs in fields.values()
            for run in runs
            for word in ENGLISH.words(run)
        }
        self.vocabulary = {
            part.term
            for fields in self.texts.values()
            for runs in fields.values()
            for run in runs
            for word in ENGLISH.words(run)
            for part in word.parts
        }

    def answer(self, request: SearchRequest) -> Answer:
        """Return what *request* must find, on all pages."""
        inside = [resource for resource in self.resources if all(_chosen(resource, request.scope).values())]
        matching, relaxed = self._matching(request.text, inside)
        left = [resource for resource in matching if all(_chosen(resource, request).values())]
        facets: dict[str, Counter] = {facet: Counter() for facet in ("topic", "type", "year")}
        for resource in matching:
            chosen = _chosen(resource, request)
            for facet, count in facets.items():
                if all(passed for other, passed in chosen.items() if other != facet):
                    count.update(_values(resource)[facet])
        picked = {"topic": request.topics, "type": request.types, "year": request.years}
        for facet, values in picked.items():
            for value in values:
                facets[facet].setdefault(value, 0)
        scope = request.scope
        for facet, fixed in (("topic", scope.topics), ("type", scope.types), ("year", scope.years)):
            if len(fixed) == 1 and fixed[0] not in picked[facet]:
                facets[facet].pop(fixed[0], None)
        return Answer(
            {resource.id for resource in left}, relaxed, {name: dict(count) for name, count in facets.items()}
        )

    def _matching(self, text: str, inside: list[Resource]) -> tuple[list[Resource], bool]:
        query = parse(text)
        if query.empty:
            return [], True
        asked = self._without_phrases(asked_for(query))
        kept = {}  # resource id -> the words asked for that it has
        for resource in inside:
            restricted = all(
                any(_allows(one, resource, self.resources) for one in either) for either in query.restricted
            )
            without = any(_allows(one, resource, self.resources) for one in query.without)
            required = all(self._has(resource, unit) for unit in query.required)
            excluded = any(self._has(resource, unit) for unit in query.excluded)
            if restricted and required and not without and not excluded:
                kept[resource.id] = self._words_of(resource, asked, query.plain)
        if not asked:
            return [resource for resource in inside if resource.id in kept], False
        every = [self._words_of(resource, asked, query.plain) for resource in self.resources]
        known = [word for word in range(len(asked)) if any(word in had for had in every)]
        if query.required and not known:
            return [resource for resource in inside if resource.id in kept], len(asked) < 5
        needed = MOST.get(len(known), 3)
        # Enough is one for a query of up to three words, 200 for a longer one, or all that have a word.
        enough = min(1 if len(asked) <= 3 else 200, sum(bool(had) for had in kept.values()))
        least = needed
        while least > 1 and sum(len(had) >= least for had in kept.values()) < enough:
            least -= 1
        count = len(self.resources)
        frequencies = {word: sum(word in had for had in every) for word in known}
        weights = {
            word: log(1 + (count - each + 0.5) / (each + 0.5)) * (1 + log(asked[word].times))
            for word, each in frequencies.items()
        }
        matching = [
            resource
            for resource in inside
            if (had := kept.get(resource.id, set()))
            and (
                len(had) >= least
                or sum(weights[word] for word in known if word in had) >= sum(weights.values()) / 3
            )
        ]
        most = sum(len(had) >= needed for had in kept.values()) if known else 0
        unknown = 0 < len(known) < len(asked) <= 5
        return matching, unknown or (most < 10 and (least < needed or (not most and bool(matching))))

    def _without_phrases(self, asked: Sequence[Words]) -> list[Words]:
        """Return the words asked for, of those with a hyphen that no resource has side by side each word."""
        whole = [
            not list(words_apart(unit, ENGLISH))
            or any(self._has(resource, unit) for resource in self.resources)
            or not all(
                any(self._has(resource, word) for resource in self.resources)
                for word in words_apart(unit, ENGLISH)
            )
            for unit in asked
        ]
        found: list[Words] = []
        typed = {_terms(unit) for unit, kept in zip(asked, whole, strict=True) if kept}
        for unit, kept in zip(asked, whole, strict=True):
            for word in [unit] if kept else words_apart(unit, ENGLISH):
                if kept or _terms(word) not in typed:
                    found.append(word)
                    typed.add(_terms(word))
        return found

    def _words_of(self, resource: Resource, asked: Sequence[Words], plain: tuple[Words, ...]) -> set[int]:
        """Return which of the words asked for a resource has."""
        return {word for word, unit in enumerate(asked) if self._has_word(resource, unit, plain)}

    def _has_word(self, resource: Resource, unit: Words, typed: tuple[Words, ...]) -> bool:
        """Tell whether a resource has a plain word, by itself or written as one with its neighbour."""
        if self._has(resource, unit):
            return True
        for left, right in pairwise(typed):
            if unit in {left, right} and len(left.words[0].parts) == len(right.words[0].parts) == 1:
                pair = [left.words[0].parts[0].plain, right.words[0].parts[0].plain]
                if (joined := _joined(pair)) and self._stands(resource, [joined], "all"):
                    return True
        return False

    def _has(self, resource: Resource, unit: Words | Prefix | Either) -> bool:
        if isinstance(unit, Either):
            return any(self._has(resource, choice) for choice in unit.choices)
        if isinstance(unit, Prefix):
            return any(_begins(run, unit.plain) for run in self._searched(resource, unit.scope))
        parts = [part for word in unit.words for part in word.parts]
        terms, plains = [part.term for part in parts], [part.plain for part in parts]
        spellings = [terms]
        if len(unit.words) == 1 and len(parts) > 1 and (joined := _joined(plains, hyphened=True)):
            spellings.append([joined])
        for place in range(len(parts)):
            if joined := _joined(plains[place : place + 2]):
                spellings.append([*terms[:place], joined, *terms[place + 2 :]])
            spellings += [
                [*terms[:place], *pair, *terms[place + 1 :]] for pair in self._splits(plains[place])
            ]
        return any(self._stands(resource, spelling, unit.scope) for spelling in spellings)

    def _splits(self, plain: str) -> list[list[str]]:
        cuts = [(plain[:cut], plain[cut:]) for cut in range(1, len(plain)) if not plain.isdigit()]
        return [
            [ENGLISH.term_of(left), ENGLISH.term_of(right)]
            for left, right in cuts
            if not ENGLISH.is_common(left) or form_of(f"{left}-{right}") in self.forms
        ]

    def _stands(self, resource: Resource, terms: list[str], scope: str) -> bool:
        for run in self._searched(resource, scope):
            there = [place for word in ENGLISH.words(run) for place in _places(word)]
            if any(_goes_on(there[place:], terms) for place in range(len(there))):
                return True
        return False

    def _searched(self, resource: Resource, scope: str) -> list[str]:
        fields = self.texts[resource.id]
        return fields["title"] if scope == "title" else [run for runs in fields.values() for run in runs]


def _terms(unit: Words) -> tuple[str, ...]:
    return tuple(part.term for word in unit.words for part in word.parts)


def _places(word: Word) -> list[dict[str, int]]:
    """Return for each part of a word the terms that stand there, and how many parts each reaches over."""
    places = [{part.term: 1} for part in word.parts]
    for at, held in word.stacked:
        term, _, width = held.partition(KEY_SEPARATOR)
        if width.isdecimal():
            places[at][term] = int(width)
    return places


def _goes_on(there: list[dict[str, int]], terms: list[str]) -> bool:
    if not terms:
        return True
    return bool(there) and terms[0] in there[0] and _goes_on(there[there[0][terms[0]] :], terms[1:])


def _runs(resource: Resource) -> dict[str, list[str]]:
    """Return the texts of each field that a phrase may run through."""
    passages = [
        (number, passage)
        for number, document in enumerate(resource.documents)
        for passage in document.passages
    ]
    sections = groupby(passages, key=lambda one: (one[0], one[1].place.heading))
    return {
        "title": [resource.title or ""],
        "summary": [resource.summary or ""],
        "topics": list(resource.topics),
        "headings": [heading for _, passage in passages for heading in passage.place.heading],
        "text": ["\n".join(passage.text for _, passage in section) for _, section in sections],
    }


def _begins(run: str, prefix: str) -> bool:
    for word in ENGLISH.words(run):
        plains = [part.plain for part in word.parts]
        as_one = word.form.partition(KEY_SEPARATOR)[0]  # "womens" of "women's", which is the part "women"
        if any(beginning.startswith(prefix) for beginning in ("".join(plains), as_one, *plains)):
            return True
    return False


def _joined(plains: list[str], *, hyphened: bool = False) -> str | None:
    if len(plains) < 2 or all(plain.isdigit() for plain in plains):
        return None
    if ENGLISH.is_common(plains[0]) and not hyphened:
        return None
    return ENGLISH.term_of("".join(plains))


def _allows(restriction, resource: Resource, library: list[Resource]) -> bool:
    def held(each: Resource) -> tuple[str, ...]:
        return each.types if restriction.facet == "type" else each.topics

    if isinstance(restriction, InYears):
        first, last = restriction.first or 0, restriction.last if restriction.last is not None else 9999
        return resource.year is not None and first <= resource.year <= last
    wanted = readings(restriction.name, ENGLISH)
    if any(readings(name, ENGLISH) & wanted for each in library for name in held(each)):
        return any(readings(name, ENGLISH) & wanted for name in held(resource))
    return any(
        each and f" {each} " in f" {said} "
        for name in held(resource)
        for said in readings(name, ENGLISH)
        for each in wanted
    )


def _values(resource: Resource) -> dict[str, set]:
    years = set() if resource.year is None else {resource.year}
    return {"topic": set(resource.topics), "type": set(resource.types), "year": years}


def _chosen(resource: Resource, request: SearchRequest | Filters) -> dict[str, bool]:
    """Return for each facet whether a resource passes its filter."""
    first, last, year = request.year_from, request.year_to, resource.year
    ranged = first is not None or last is not None
    in_range = ranged and year is not None and (first or 0) <= year <= (9999 if last is None else last)
    return {
        "topic": not request.topics or bool(set(request.topics) & set(resource.topics)),
        "type": not request.types or bool(set(request.types) & set(resource.types)),
        "year": not (request.years or ranged) or year in request.years or in_range,
    }
