"""Documents in, a tantivy index (Rust) and its answers out.

It is asked as well as its Python interface allows: terms analysed beforehand, frequencies read without positions,
facets as one aggregation over columns. The interface has no way to do a search and an aggregation in one pass.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Occur, Query, SchemaBuilder, SnippetGenerator, TextAnalyzerBuilder, Tokenizer

from benchmarks.library import FIELDS, PeerDocument
from benchmarks.peers.answer import FACETS, Answer
from benchmarks.questions import Question
from indexer.config import RankingConfig

# More than any library of these has values of a facet: the counts are then exact.
_VALUES: Final = 65_000
_COUNTS: Final = {facet: {"terms": {"field": facet, "size": _VALUES}} for facet in FACETS}
_WEIGHTS: Final = RankingConfig()
TERMS: Final = "terms"  # the tokenizer of what is analysed beforehand


def schema(tokenizer: str = TERMS) -> tantivy.Schema:
    """Return fields like ours: searched ones with positions, text stored, names as columns."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, stored=field in {"title", "text"}, tokenizer_name=tokenizer)
    for facet in ("topic", "type"):
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", fast=True, indexed=True)
    return builder.build()


def _register(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(TERMS, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def tantivy_document(document: PeerDocument) -> tantivy.Document:
    """Return *document* as tantivy takes it."""
    made = tantivy.Document()
    made.add_text("id", document.id)
    for field, terms in document.fields.items():
        made.add_text(field, terms)
    _add_names(made, document.topics, document.types, document.year)
    return made


def raw_document(record: dict[str, Any]) -> tantivy.Document:
    """Return a record as tantivy takes it when it analyses the text itself."""
    made = tantivy.Document()
    made.add_text("id", record["id"])
    made.add_text("title", record.get("title") or "")
    if record.get("text"):
        made.add_text("text", record["text"])
    for passage in record.get("passages", ()):
        made.add_text("text", passage["text"])
        for heading in passage.get("heading", ()):
            made.add_text("headings", heading)
    for topic in record["topics"]:
        made.add_text("topics", topic)
    _add_names(made, record["topics"], record["types"], record.get("year"))
    return made


def _add_names(made: tantivy.Document, topics: Iterable[str], types: Iterable[str], year: int | None) -> None:
    for topic in topics:
        made.add_text("topic", topic)
    for kind in types:
        made.add_text("type", kind)
    if year is not None:
        made.add_integer("year", year)


def build(folder: Path, documents: Iterator[PeerDocument]) -> None:
    """Write an index of *documents*."""
    folder.mkdir(parents=True)
    index = _register(tantivy.Index(schema(), path=str(folder)))
    writer = index.writer(heap_size=512_000_000)
    for document in documents:
        writer.add_document(tantivy_document(document))
    writer.commit()
    writer.wait_merging_threads()


class TantivyPeer:
    """An open tantivy index."""

    name = "tantivy"

    def __init__(
        self, folder: Path, *, snippets: bool = False, facets: bool = True, any_word: bool = False
    ) -> None:
        self.index = _register(tantivy.Index.open(str(folder)))
        self.index.reload()
        self._schema = self.index.schema
        self._searcher = self.index.searcher()
        self._snippets = snippets
        self._facets = facets
        self._any_word = any_word

    @property
    def segments(self) -> int:
        """How many segments it has."""
        return self._searcher.num_segments

    def having(self, question: Question, needed: int) -> int:
        """Return how many documents have *needed* of the words of *question*, whatever its filters."""
        return int(self._searcher.search(self._matching(replace(question, needed=needed)), 1).count)  # type: ignore[attr-defined]  # the stub does not know it

    def touched(self, question: Question) -> int:
        """Return how many postings the words of *question* have."""
        return sum(self._searcher.doc_freq(field, word) for word in question.words for field in FIELDS)

    def asker(self, question: Question) -> Callable[[], Any]:
        """See Peer."""
        return lambda: self._ask(question)

    def _ask(self, question: Question) -> Any:
        matching = self._matching(question)
        query, counting = matching, [(matching, _COUNTS)]
        if question.topic is not None or question.type is not None:
            query, counting = self._filtered(question, matching)
        found = self._searcher.search(query, 10)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        ids = [document.get_first("id") for document in documents]
        counted = [self._searcher.aggregate(one, counts) for one, counts in counting] if self._facets else []
        shown = self._marked(query, documents) if self._snippets else None
        return ids, found.count, counted, shown  # type: ignore[attr-defined]  # the stub does not know it

    def _marked(self, query: Query, documents: list[tantivy.Document]) -> list[tuple[Any, ...]]:
        marks = [
            SnippetGenerator.create(self._searcher, query, self._schema, field) for field in ("title", "text")
        ]
        return [
            (document.get_first("title"), *(mark.snippet_from_doc(document).to_html() for mark in marks))
            for document in documents
        ]

    def answer(self, given: Any) -> Answer:
        """See Peer."""
        ids, total, counted, _ = given
        buckets = {facet: found["buckets"] for counts in counted for facet, found in counts.items()}
        return Answer(
            ids=tuple(ids),
            total=total,
            facets={
                facet: {_name(bucket["key"]): bucket["doc_count"] for bucket in buckets[facet]}
                for facet in FACETS
            },
        )

    def _matching(self, question: Question) -> Query:
        if question.phrase:
            return self._anywhere(
                lambda field: Query.phrase_query(self._schema, field, list(question.phrase))
            )
        if question.prefix:
            return self._anywhere(
                lambda field: Query.fuzzy_term_query(
                    self._schema, field, question.prefix, distance=0, prefix=True
                )
            )
        each = [(Occur.Should, self._word(word)) for word in question.words]
        needed = 1 if self._any_word else question.needed
        if len(each) == 1:
            return each[0][1]
        if needed == len(each):
            return Query.boolean_query([(Occur.Must, query) for _, query in each])
        return Query.boolean_query(each, minimum_number_should_match=needed)

    def _word(self, word: str) -> Query:
        return self._anywhere(lambda field: Query.term_query(self._schema, field, word, index_option="freq"))

    def _anywhere(self, query: Callable[[str], Query]) -> Query:
        fields = [(field, query(field)) for field in FIELDS]
        return Query.boolean_query(
            [(Occur.Should, _weighted(one, getattr(_WEIGHTS, field))) for field, one in fields]
        )

    def _filtered(self, question: Question, matching: Query) -> tuple[Query, list[tuple[Query, Any]]]:
        """Return the filtered query, and what is counted: a facet's counts leave out its own filter."""
        chosen = {"topic": question.topic, "type": question.type}
        filters = {
            facet: (
                Occur.Must,
                Query.const_score_query(
                    Query.term_query(self._schema, facet, value, index_option="basic"), 0.0
                ),
            )
            for facet, value in chosen.items()
            if value is not None
        }
        every = Query.boolean_query([(Occur.Must, matching), *filters.values()])
        counting = [(every, {facet: counts for facet, counts in _COUNTS.items() if facet not in filters})]
        for own in filters:
            others = [query for facet, query in filters.items() if facet != own]
            rest = Query.boolean_query([(Occur.Must, matching), *others]) if others else matching
            counting.append((rest, {own: _COUNTS[own]}))
        return every, counting


def _weighted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _name(key: Any) -> str:
    return str(int(key)) if isinstance(key, int | float) else str(key)
