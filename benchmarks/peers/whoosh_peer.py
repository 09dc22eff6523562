"""Documents in, a stock Whoosh index and its answers out: its own schema, codec, searcher and `groupedby`.

Whoosh has no "most of the words" (its `minmatch` is "not yet implemented"). One and two words are asked for with AND,
which is the same; of three and more it finds what has any, and is held against the others under that rule.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from whoosh import analysis, fields, index, query, sorting

from benchmarks.library import FIELDS, PeerDocument
from benchmarks.peers.answer import FACETS, Answer
from benchmarks.questions import Question
from indexer.config import RankingConfig

_WEIGHTS: Final = RankingConfig()
_UNDATED: Final = 2**31 - 1  # what Whoosh keeps in the column of a resource without a year


def schema(analyzer: Any = None) -> fields.Schema:
    """Return a schema as Whoosh's documentation makes one; without *analyzer* it analyses by itself."""
    searched = {
        field: fields.TEXT(
            stored=field in {"title", "text"}, analyzer=analyzer or analysis.StemmingAnalyzer()
        )
        for field in FIELDS
    }
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        # Commas and spaces divide names in a KEYWORD: `_one` joins each name into one.
        topic=fields.KEYWORD(sortable=True),
        type=fields.KEYWORD(sortable=True),
        year=fields.NUMERIC(sortable=True),
        **searched,
    )


def _one(name: str) -> str:
    return name.replace("\u00a0", " ").replace(" ", "\u00a0")


def _named(key: str) -> str:
    return key.replace("\u00a0", " ")


def whoosh_document(document: PeerDocument) -> dict[str, Any]:
    """Return *document* as Whoosh takes it."""
    return {
        "id": document.id,
        **{field: terms for field, terms in document.fields.items() if terms},
        **_names(document.topics, document.types, document.year),
    }


def raw_document(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record as Whoosh takes it when it analyses the text itself."""
    facts = {
        "title": record.get("title"),
        "text": record.get("text"),
        "topics": "\n".join(record["topics"]),
    }
    return {
        "id": record["id"],
        **{field: text for field, text in facts.items() if text},
        **_names(record["topics"], record["types"], record.get("year")),
    }


def _names(topics: Iterable[str], types: Iterable[str], year: int | None) -> dict[str, Any]:
    names = {"topic": " ".join(map(_one, topics)), "type": " ".join(map(_one, types))}
    return names if year is None else {**names, "year": year}


def build(folder: Path, documents: Iterator[PeerDocument]) -> None:
    """Write an index of *documents*, in one segment."""
    folder.mkdir(parents=True)
    # Divides at ASCII spaces and line ends alone: a no-break space joins a name.
    made = index.create_in(str(folder), schema(analysis.RegexTokenizer(r"[^ \n]+")))
    writer = made.writer(limitmb=512)
    for document in documents:
        writer.add_document(**whoosh_document(document))
    writer.commit()


class WhooshPeer:
    """An open stock Whoosh index."""

    name = "stock whoosh"

    def __init__(self, folder: Path, *, snippets: bool = False) -> None:
        self._searcher = index.open_dir(str(folder)).searcher()
        self._snippets = snippets

    @staticmethod
    def can(question: Question) -> bool:
        """Tell whether it finds just what the others do."""
        return question.needed in {0, len(question.words)}

    def asker(self, question: Question) -> Callable[[], Any]:
        """See Peer."""
        return lambda: self._ask(question)

    def _ask(self, question: Question) -> Any:
        facets = sorting.Facets()
        for facet in ("topic", "type"):
            facets.add_facet(facet, sorting.FieldFacet(facet, allow_overlap=True, maptype=sorting.Count))
        facets.add_facet("year", sorting.FieldFacet("year", maptype=sorting.Count))
        found = self._searcher.search(self._matching(question), limit=10, groupedby=facets)
        ids = [hit["id"] for hit in found]
        shown = [(hit["title"], hit.highlights("text")) for hit in found] if self._snippets else None
        return ids, len(found), {facet: found.groups(facet) for facet in FACETS}, shown

    def answer(self, given: Any) -> Answer:
        """See Peer."""
        ids, total, groups, _ = given
        return Answer(
            ids=tuple(ids),
            total=total,
            facets={
                facet: {
                    _named(str(key)): count
                    for key, count in groups[facet].items()
                    if count and key != _UNDATED
                }
                for facet in FACETS
            },
        )

    def _matching(self, question: Question) -> query.Query:
        words = [
            query.Or([query.Term(field, word, boost=getattr(_WEIGHTS, field)) for field in FIELDS])
            for word in question.words
        ]
        return query.And(words) if self.can(question) else query.Or(words)
