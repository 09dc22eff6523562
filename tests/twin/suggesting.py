"""Suggestions the plainest way: every entry of every resource is looked at, word by word.

Of the product it uses how a text is read, the numbers of the score, and the nouns.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis import ENGLISH, fold, is_all_caps
from indexer.printed_names import MAX_HEADING, title_key, unnumbered
from indexer.resource import Resource
from searchapp.engine.results import TopicView
from searchapp.engine.suggesting.matching import (
    FEW_SUGGESTIONS,
    LONGEST_MISSPELT,
    SHORTEST_MISSPELT,
    Level,
)
from searchapp.engine.suggesting.ranking import score
from searchapp.engine.suggesting.suggestion import Kind, ResourceLink, Suggestion
from searchapp.engine.suggesting.typed_text import TypedText, TypedWord, typed_text
from tests.twin.index import TwinIndex, headings_of
from tests.twin.presenting import listed_documents

KINDS: tuple[Kind, ...] = ("title", "acronym", "topic", "heading")


@dataclass(frozen=True)
class Entry:
    """Something that may be suggested."""

    kind: Kind
    text: str
    tie: str
    resources: int = 1
    resource: Resource | None = None
    slug: str | None = None
    numbered: str | None = None  # a heading with its number

    @property
    def folded(self) -> str:
        """What it is sorted by."""
        return fold(self.text) if self.kind == "acronym" else title_key(self.text)

    @property
    def said(self) -> str:
        """What two entries have in common that are one: hyphens are spaces, and marks at the end say nothing."""
        return re.sub(r"[ .:,;!?…]+$", "", self.folded.replace("-", " ")) or self.folded

    @property
    def words(self) -> set[str]:
        """Its folded words."""
        return {form.partition("\x1f")[0] for form in ENGLISH.analyze(self.numbered or self.text).forms}

    @property
    def length(self) -> int:
        """How many words it has."""
        return 1 if self.kind == "acronym" else len(ENGLISH.analyze(self.numbered or self.text).terms)


class TwinSuggester:
    """Suggests entries of resources in memory."""

    def __init__(self, index: TwinIndex, topics: Sequence[TopicView], denylist: Iterable[str] = ()) -> None:
        denied = [text for text in map(typed_text, denylist) if text is not None]
        self._entries = [
            entry
            for entry in entries_of(index, topics)
            if not any(_has_all(entry.words, text.words, None) for text in denied)
        ]

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Return the best *limit* entries that contain what was typed."""
        typed = typed_text(text)
        if typed is None or limit < 1:
            return ()
        found: dict[str, Suggestion] = {}
        for level in Level:
            few = FEW_SUGGESTIONS if len(typed.words) == 1 else 1
            if len(found) >= (min(limit, few) if level is Level.MISSPELT else limit):
                break
            more = [entry for entry in self._entries if _contains(entry, text, typed, level)]
            for entry in sorted(more, key=lambda entry: _order(entry, text, typed)):
                found.setdefault(entry.said, _suggestion(entry))
        return tuple(found.values())[:limit]


def entries_of(index: TwinIndex, topics: Sequence[TopicView]) -> Iterator[Entry]:
    """Yield every entry: those that several resources have once for each, but for topics and acronyms."""
    short = Counter[str]()
    for resource in index.resources:
        headings = headings_of(resource)
        if resource.title:
            yield Entry("title", resource.title, resource.id, resource=resource)
        for heading in headings:
            printed = unnumbered(heading)
            if len(printed) <= MAX_HEADING:
                folded = title_key(printed)
                key = folded if folded == printed else f"{folded}\x1f{printed}"
                yield Entry("heading", printed, key, numbered=heading)
        short.update(set(_acronyms([resource.title or "", *headings, *resource.topics])))
    for acronym, count in short.items():
        yield Entry("acronym", acronym, acronym, count)
    for topic in topics:
        if topic.count:
            yield Entry("topic", topic.name, topic.name, topic.count, slug=topic.slug)


def _acronyms(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if is_all_caps(text):
            continue
        for match in re.finditer(r"[^\W_]+(?:&[^\W_]+)*", text):
            short = match[0].removesuffix("s")
            begins = match.start() == 0 or text[match.start() - 1] not in "_&"
            ends = text[match.end() : match.end() + 1] not in ("_", "&")
            if (
                begins
                and ends
                and re.fullmatch(r"[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,7}", short)
                and sum(map(str.isalpha, short)) > 1
                and set(short) - set("IVX")
                and short not in ("AND", "FOR", "NOT", "OR", "THE")
            ):
                yield short


def _contains(entry: Entry, text: str, typed: TypedText, level: Level) -> bool:
    if entry.kind == "acronym":
        sought = fold(text.strip())
        single = bool(sought) and not any(map(str.isspace, sought))
        return level is Level.TYPED and single and entry.folded.startswith(sought)
    return _has_all(entry.words, typed.words, level)


def _has_all(words: set[str], typed: Iterable[TypedWord], level: Level | None) -> bool:
    return all(any(_has_way(words, word, way, level) for way in word.ways) for word in typed)


def _has_way(words: set[str], word: TypedWord, way: Sequence[str], level: Level | None) -> bool:
    for place, piece in enumerate(way):
        open_end = level is not None and (
            level > Level.TYPED or (not word.complete and place == len(way) - 1)
        )
        edited = level is Level.MISSPELT and _may_be_misspelt(piece)
        if not any(
            other == piece or (open_end and other.startswith(piece)) or (edited and _near(piece, other))
            for other in words
        ):
            return False
    return True


def _may_be_misspelt(piece: str) -> bool:
    return SHORTEST_MISSPELT <= len(piece) <= LONGEST_MISSPELT and bool(re.fullmatch("[a-z]+", piece))


def _near(typed: str, word: str) -> bool:
    """Whether one edit after the first letter, to Latin letters, makes *typed* a beginning of *word*."""
    return typed[0] == word[0] and any(
        _one_edit(typed, word[:length]) for length in range(len(typed) - 1, len(typed) + 2)
    )


def _one_edit(one: str, other: str) -> bool:
    begin = 1
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        begin += 1
    one, other = one[begin:], other[begin:]
    added = other[:1]
    if added and added not in "abcdefghijklmnopqrstuvwxyz":
        return one[1:] == other  # no edit makes any other letter
    return (
        one[1:] == other
        or one == other[1:]
        or one[1:] == other[1:]
        or (len(one) > 1 and one[1] + one[0] + one[2:] == other)
    )


def _order(entry: Entry, text: str, typed: TypedText) -> tuple[object, ...]:
    if entry.kind == "acronym":
        begins, whole = True, entry.folded == fold(text.strip())
    else:
        begins = entry.folded.startswith(typed.beginning)
        whole = _has_all(entry.words, typed.words, None)
    value = score(entry.kind, begins=begins, whole=whole, resources=entry.resources)
    return (-value, entry.length, entry.folded, KINDS.index(entry.kind), entry.tie)


def _suggestion(entry: Entry) -> Suggestion:
    if entry.resource is None:
        return Suggestion(text=entry.text, kind=entry.kind, slug=entry.slug)
    documents = () if entry.resource.url else tuple(listed_documents(entry.resource)[:1])
    link = ResourceLink(id=entry.resource.id, url=entry.resource.url, documents=documents)
    return Suggestion(text=entry.text, kind="title", resource=link)
