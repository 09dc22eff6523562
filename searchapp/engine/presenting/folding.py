"""The passages of hits in, best first; each text shown once, with the other places where it is, out (docs/adr/0022)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from indexer.stored_fields import StoredPassage
from searchapp.engine.presenting.highlighting import Mark
from searchapp.engine.presenting.repeats import MAX_ALIKE, Quoted, keys_of
from searchapp.engine.results import Hit, HitPassage, OtherPlace


@dataclass(slots=True)
class Candidate:
    """A passage of a resource that may be shown."""

    ordinal: int
    stored: StoredPassage
    marks: Sequence[Mark]
    html: str
    also_in: "list[Candidate] | None" = None  # of other documents, with the same text
    _quoted: Quoted | None = None

    @property
    def quoted(self) -> Quoted:
        """It and its excerpt, made when they are first compared: few ever are."""
        if self._quoted is None:
            self._quoted = Quoted(self.stored.text, self.html)
        return self._quoted


def distinct(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """Return the first *limit* of a resource's passages, without those that only repeat one of another document.

    A document that says a thing again, under another heading, is left as it is.
    """
    kept: list[Candidate] = []
    for candidate in candidates:
        for each in kept:
            if each.stored.document != candidate.stored.document and _repeats(candidate.quoted, each.quoted):
                each.also_in = [*(each.also_in or ()), candidate]
                break
        else:
            kept.append(candidate)
            if len(kept) == limit:
                break
    return kept


def _repeats(quoted: Quoted, kept: Quoted) -> bool:
    return not quoted.keys.isdisjoint(kept.keys) and quoted.repeats(kept)


@dataclass(slots=True)
class _First:
    """A passage that is the first on its page to say what it says."""

    quoted: Quoted
    hit: int
    passage: int
    others: list[OtherPlace] = field(default_factory=list)


class Folding:
    """The hits of one page, in order: which of their passages were shown further up."""

    def __init__(self) -> None:
        self._hits: list[Hit] = []
        self._shown: list[Sequence[Candidate]] = []
        self._by_key: dict[str, list[_First]] = {}
        self._repeated: list[_First] = []

    def add(self, hit: Hit, shown: Sequence[Candidate]) -> None:
        """Append a hit, which shows these passages."""
        self._hits.append(hit)
        self._shown.append(shown)

    def hits(self) -> tuple[Hit, ...]:
        """Return them, each passage with the other places of its text, or with the one further up that shows it."""
        if not self._some_are_alike():
            return tuple(self._hits)
        for number, shown in enumerate(self._shown):
            self._compare(number, [each.quoted for each in shown])
        for first in self._repeated:
            hit = self._hits[first.hit]
            passages = list(hit.passages)
            passage = passages[first.passage]
            passages[first.passage] = replace(passage, also_in=(*passage.also_in, *first.others))
            self._hits[first.hit] = replace(hit, passages=tuple(passages))
        return tuple(self._hits)

    def _some_are_alike(self) -> bool:
        """Return whether excerpts of two hits have a key in common: on most pages none do, and nothing is left to compare."""
        hit_with: dict[str, int] = {}
        for number, shown in enumerate(self._shown):
            for each in shown:
                for key in keys_of(each.html):
                    if hit_with.setdefault(key, number) != number:
                        return True
        return False

    def _compare(self, number: int, quoted: Sequence[Quoted]) -> None:
        """Compare the passages of a hit with those further up that are the first to say what they say."""
        found = [self._first(each) for each in quoted]
        for passage, each in enumerate(quoted):
            if found[passage] is None:
                first = _First(each, number, passage)
                for key in each.keys:
                    alike = self._by_key.setdefault(key, [])
                    if len(alike) < MAX_ALIKE:
                        alike.append(first)
        if any(found):
            self._hits[number] = self._repeating(self._hits[number], found)

    def _first(self, quoted: Quoted) -> _First | None:
        alike = {
            (first.hit, first.passage): first for key in quoted.keys for first in self._by_key.get(key, ())
        }
        for place in sorted(alike) if alike else ():
            if quoted.repeats(alike[place].quoted):
                return alike[place]
        return None

    def _repeating(self, hit: Hit, found: Sequence[_First | None]) -> Hit:
        passages: list[HitPassage] = []
        for passage, first in zip(hit.passages, found, strict=True):
            if first is None:
                passages.append(passage)
                continue
            if not first.others:
                self._repeated.append(first)
            first.others.append(other_place(hit.id, hit.url, hit.title, passage))
            above = self._hits[first.hit]
            shown = other_place(above.id, above.url, above.title, above.passages[first.passage])
            passages.append(replace(passage, repeats=shown))
        return replace(hit, passages=tuple(passages))


def other_place(resource_id: str, url: str | None, title: str, passage: HitPassage) -> OtherPlace:
    """Return *passage* as another place of the same text."""
    return OtherPlace(id=resource_id, url=url, title=title, passage=replace(passage, also_in=()))
