"""Resources in, their terms, forms, names and facts out: plain dictionaries in memory, nothing on disk.

It stands apart from what the product writes and reads: it knows the analyzer, which has tests of its own, and the
nouns, and neither schema nor codec.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indexer.analysis import ANALYZERS, KEY_SEPARATOR, Analyzer, span_of, untagged
from indexer.facets import STANDARD_TABLE, FacetTable
from indexer.resource import RECORD_FORMAT, Passage, Resource

TEXT_FIELDS = ("title", "headings", "topics", "summary", "text")
SITE = "en"  # the language of resources without their own
GAP = 300  # any gap at all stops a phrase; a wide one shows whoever counts on its width

Positions = Mapping[int, tuple[int, ...]]  # resource number -> positions of a term in one field, ascending


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What scoring, facets and sorting need of a resource."""

    id: str
    title: str  # as shown
    types: tuple[str, ...]
    topics: tuple[str, ...]
    year: int | None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # values of all facets, years as text
    lengths: tuple[int, ...]  # terms in each field of TEXT_FIELDS
    passages: tuple[tuple[int, int], ...]  # of each: position in `text` where it begins, and its terms
    lines: tuple[tuple[int, int], ...]  # of each heading line the same, in `headings`
    title_words: int  # content words of the title …
    line_words: tuple[int, ...]  # … and of each heading line
    above: tuple[frozenset[int], ...]  # for each passage the numbers of the heading lines above it


@dataclass(slots=True)
class _Laid:
    """One field laid out: its terms at their positions, and of each piece where it begins, its length and forms."""

    places: list[tuple[str, int]] = field(default_factory=list)
    stacked: list[tuple[str, int]] = field(default_factory=list)  # no length counts them
    pieces: list[tuple[int, int]] = field(default_factory=list)
    piece_forms: list[frozenset[str]] = field(default_factory=list)

    @property
    def forms(self) -> frozenset[str]:
        return frozenset[str]().union(*self.piece_forms)


class TwinIndex:
    """Resources, numbered from 0 in the order given."""

    def __init__(self, resources: Iterable[Resource], table: FacetTable = STANDARD_TABLE) -> None:
        self.resources = tuple(resources)
        self.table = table
        others = {resource.text_language for resource in self.resources} - {None, SITE}
        self.languages = tuple(ANALYZERS[language] for language in (SITE, *sorted(filter(None, others))))
        self._positions: dict[str, dict[str, dict[int, list[int]]]] = {name: {} for name in TEXT_FIELDS}
        self._forms: dict[str, dict[str, set[int]]] = {name: {} for name in TEXT_FIELDS}
        self._in_pieces: dict[str, dict[str, dict[int, set[int]]]] = {name: {} for name in TEXT_FIELDS}
        self._names: dict[str, dict[str, set[int]]] = {name: {} for name in (*table.names, "document")}
        self.facts = tuple(self._added(number, resource) for number, resource in enumerate(self.resources))

    def _added(self, number: int, resource: Resource) -> Facts:
        analyzer = analyzer_of(resource)
        laid = {name: _laid_out(pieces, analyzer) for name, pieces in _pieces(resource).items()}
        for name, field_laid in laid.items():
            for term, position in (*field_laid.places, *field_laid.stacked):
                self._positions[name].setdefault(term, {}).setdefault(number, []).append(position)
            for form in field_laid.forms:
                self._forms[name].setdefault(form, set()).add(number)
            for piece, forms in enumerate(field_laid.piece_forms):
                for form in forms:
                    self._in_pieces[name].setdefault(form, {}).setdefault(number, set()).add(piece)
        values = self.table.values_of(resource)
        for facet, names in values.items():
            for name in names:
                self._names[facet].setdefault(name, set()).add(number)
        for document in resource.documents:
            if document.format != RECORD_FORMAT:
                self._names["document"].setdefault(document.id, set()).add(number)
        return Facts(
            id=resource.id,
            title=resource.shown_title,
            types=resource.types,
            topics=resource.topics,
            year=resource.year,
            facets=values,
            lengths=tuple(len(laid[name].places) for name in TEXT_FIELDS),
            passages=tuple(laid["text"].pieces),
            lines=tuple(laid["headings"].pieces),
            title_words=_content_words(laid["title"], 0),
            line_words=tuple(
                _content_words(laid["headings"], line) for line in range(len(laid["headings"].pieces))
            ),
            above=tuple(above for _, above in _headed(resource)),
        )

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Resource id -> number."""
        return {facts.id: number for number, facts in enumerate(self.facts)}

    def number(self, resource_id: str) -> int | None:
        """Return the resource with this id, else one that had it formerly."""
        former = (at for at, resource in enumerate(self.resources) if resource_id in resource.former_ids)
        return self.numbers.get(resource_id, next(former, None))

    @cached_property
    def mean_lengths(self) -> tuple[float, ...]:
        """Mean length of each field of TEXT_FIELDS, over the resources that have it."""
        columns = zip(*(facts.lengths for facts in self.facts), strict=True)
        return tuple(sum(column) / max(1, sum(1 for length in column if length)) for column in columns)

    @cached_property
    def mean_passage(self) -> float:
        """Mean length of a passage, in terms."""
        lengths = [length for facts in self.facts for _, length in facts.passages]
        return sum(lengths) / max(1, len(lengths))

    def has_term(self, term: str) -> bool:
        """Tell whether any field holds *term*."""
        return any(term in self._positions[name] for name in TEXT_FIELDS)

    def doc_frequency(self, term: str) -> int:
        """Return how many resources hold *term* in the field in which most do."""
        return max(len(self._positions[name].get(term, {})) for name in TEXT_FIELDS)

    def has_form(self, form: str) -> bool:
        """Tell whether any field holds a word of this form."""
        return any(form in self._forms[name] for name in TEXT_FIELDS)

    def joined(self, term: str) -> list[str]:
        """Return as what any field holds the word of this term that is printed in several parts."""
        stacked = {
            held
            for name in TEXT_FIELDS
            for held in self._positions[name]
            if held.startswith(term + KEY_SEPARATOR)
        }
        return sorted(held for held in stacked if span_of(held) > 1)

    def positions(self, name: str, term: str) -> Positions:
        """Return where *term* stands in a field of each resource."""
        return {number: tuple(places) for number, places in self._positions[name].get(term, {}).items()}

    def printing(self, name: str, form: str) -> frozenset[int]:
        """Return the resources with a word of this form in a field."""
        return frozenset(self._forms[name].get(form, ()))

    def forms(self, name: str) -> list[str]:
        """Return every form of a word in a field."""
        return list(self._forms[name])

    def beginning(self, name: str, prefix: str) -> frozenset[int]:
        """Return the resources with a word in a field that begins with a folded *prefix*."""
        begun = [found for form, found in self._forms[name].items() if form.startswith(prefix)]
        return frozenset[int]().union(*begun)

    def pieces_beginning(self, name: str, prefix: str) -> Mapping[int, frozenset[int]]:
        """Return for each resource the pieces of a field with a word that begins with a folded *prefix*.

        Pieces of `text` are passages, those of `headings` heading lines.
        """
        found: dict[int, frozenset[int]] = {}
        for form, pieces in self._in_pieces[name].items():
            if form.startswith(prefix):
                for number, held in pieces.items():
                    found[number] = found.get(number, frozenset()) | held
        return found

    def with_name(self, name: str, value: str) -> frozenset[int]:
        """Return the resources with a value of a facet, or with a listed document of an id."""
        return frozenset(self._names[name].get(value, ()))

    def names(self, name: str) -> list[str]:
        """Return every value of a facet, or every id of a listed document, sorted."""
        return sorted(self._names[name])


def analyzer_of(resource: Resource) -> Analyzer:
    """Return the analyzer of the texts of a resource."""
    return ANALYZERS[resource.text_language or SITE]


def headings_of(resource: Resource) -> list[str]:
    """Return the heading lines of a resource, in order."""
    return [line for begun, _ in _headed(resource) for line in begun]


def passages_of(resource: Resource) -> list[tuple[int, Passage]]:
    """Return (number of the document that holds it, passage) of every passage, in order."""
    return [
        (number, passage)
        for number, document in enumerate(resource.documents)
        for passage in document.passages
    ]


def _pieces(resource: Resource) -> dict[str, list[tuple[int, str]]]:
    """Return each field as (gap before it, text) pieces."""
    return {
        "title": [(0, resource.title or "")],
        "headings": [(GAP, line) for line in headings_of(resource)],
        "topics": [(GAP, topic) for topic in resource.topics],
        "summary": [(0, resource.summary or "")],
        "text": list(_text_pieces(resource)),
    }


def _text_pieces(resource: Resource) -> Iterator[tuple[int, str]]:
    """A sentence may run on over a page, not over a heading."""
    before = None
    for number, passage in passages_of(resource):
        here = (number, passage.place.heading)
        yield (0 if here == before else GAP), passage.text
        before = here


def _headed(resource: Resource) -> Iterator[tuple[tuple[str, ...], frozenset[int]]]:
    """Yield for each passage the heading lines that begin with it, and the numbers of all lines above it."""
    before: tuple[int, tuple[str, ...]] = (-1, ())
    above: list[int] = []
    lines = 0
    for number, passage in passages_of(resource):
        path = passage.place.heading
        same = 0
        if number == before[0]:
            while same < min(len(path), len(before[1])) and path[same] == before[1][same]:
                same += 1
        begun = path[same:]
        above = [*above[:same], *range(lines, lines + len(begun))]
        lines += len(begun)
        yield begun, frozenset(above)
        before = (number, path)


def _content_words(laid: _Laid, piece: int) -> int:
    """Return how many terms of a piece are neither common words nor numbers."""
    common = {analyzer.term_of(word) for analyzer in ANALYZERS.values() for word in analyzer.common_words}
    begin, length = laid.pieces[piece]
    terms = [term for term, place in laid.places if begin <= place < begin + length]
    return sum(term not in common and any(one.isalpha() for one in untagged(term)) for term in terms)


def _laid_out(pieces: Sequence[tuple[int, str]], analyzer: Analyzer) -> _Laid:
    laid = _Laid()
    following = 0
    for gap, text in pieces:
        following += gap if laid.places else 0
        found = analyzer.analyze(text)
        laid.pieces.append((following, len(found.terms)))
        laid.places += [(term, following + step) for step, term in enumerate(found.terms)]
        laid.stacked += [(term, following + step) for step, term in found.stacked]
        following += len(found.terms)
        laid.piece_forms.append(found.forms)
    return laid
