"""A build in, its terms, postings and stored facts out, read through Whoosh's reader and never its searcher.

Whoosh's matchers lose scores when they are combined (DESIGN.md 12); one term's postings are read by the plainest
of them, which only walks a list.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from threading import RLock

from whoosh.reading import TermNotFound

from indexer.builds import Build
from indexer.schema import SEARCHED, Facts, Stored, facts_from, forms_field, stored_from

Positions = Mapping[int, tuple[int, ...]]  # resource number -> positions of a term in one field, ascending


class PlainIndex:
    """One build, open; resources are numbered from 0. Safe between threads."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._reader = build.index().reader()
        # Whoosh's readers seek in files that they share.
        self._lock = RLock()
        self.facts: tuple[Facts, ...] = ()
        # Of a library without resources Whoosh has no columns to read.
        if self._reader.doc_count_all():
            column = self._reader.column_reader("facts")
            self.facts = tuple(facts_from(column[number]) for number in range(len(column)))
            self._stored = self._reader.column_reader("stored")

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Resource id -> number."""
        return {facts.id: number for number, facts in enumerate(self.facts)}

    @cached_property
    def mean_lengths(self) -> tuple[float, ...]:
        """Mean length of each field of SEARCHED, over the resources that have it."""
        columns = zip(*(facts.lengths for facts in self.facts), strict=True)
        return tuple(sum(column) / max(1, sum(1 for length in column if length)) for column in columns)

    @cached_property
    def mean_passage(self) -> float:
        """Mean length of a passage, in terms."""
        passages = sum(len(facts.passages) for facts in self.facts)
        terms = sum(facts.lengths[SEARCHED.index("text")] for facts in self.facts)
        return terms / max(1, passages)

    def knows(self, term: str) -> bool:
        """Tell whether any field holds *term*."""
        with self._lock:
            return any((field, term.encode()) in self._reader for field in SEARCHED)

    def prints(self, form: str) -> bool:
        """Tell whether any field holds a word of this form."""
        with self._lock:
            return any((forms_field(field), form.encode()) in self._reader for field in SEARCHED)

    def positions(self, field: str, term: str) -> Positions:
        """Return where *term* stands in *field* of each resource."""
        with self._lock:
            try:
                postings = self._reader.postings(field, term.encode())
            except TermNotFound:
                return {}
            found = {}
            while postings.is_active():
                found[postings.id()] = tuple(postings.value_as("positions"))
                postings.next()
            return found

    def holding(self, field: str, name: str) -> frozenset[int]:
        """Return the resources whose *field* of names or forms holds *name*."""
        with self._lock:
            try:
                return frozenset(self._reader.postings(field, name.encode()).all_ids())
            except TermNotFound:
                return frozenset()

    def forms_beginning(self, field: str, prefix: str) -> list[str]:
        """Return the forms in a searched *field* that begin with a folded *prefix*."""
        with self._lock:
            found = self._reader.expand_prefix(forms_field(field), prefix.encode())
            return [form.decode() for form in found]

    def names(self, field: str) -> Iterator[str]:
        """Yield every name in a field of names, sorted."""
        with self._lock:
            yield from [name.decode() for name in self._reader.lexicon(field)]

    def stored(self, number: int) -> Stored:
        """Return what is shown of a resource."""
        with self._lock:
            return stored_from(self._stored[number])
