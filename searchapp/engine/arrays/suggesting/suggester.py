"""The beginning of a query in, what is suggested out, over all segments of a build."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from indexer.printed_names import printed_heading
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.arrays.suggesting.form_ranges import FormRanges
from searchapp.engine.arrays.suggesting.names import TopicNames, acronyms
from searchapp.engine.arrays.suggesting.printed import PrintedEntries
from searchapp.engine.presenting.presenter import hit_document
from searchapp.engine.results import TopicView
from searchapp.engine.suggesting.matching import Level, enough, levels
from searchapp.engine.suggesting.ranking import Candidate, best
from searchapp.engine.suggesting.suggestion import ResourceLink, Suggestion
from searchapp.engine.suggesting.typed_text import TypedText, typed_text


class Suggester:
    """Suggests entries of one build. Safe between threads; what it keeps is made when it is first needed."""

    def __init__(self, index: ArrayIndex, topics: Sequence[TopicView], denylist: Collection[str]) -> None:
        self._index = index
        self._topics = {topic.name: topic for topic in topics}
        self._denied = [text for text in map(typed_text, denylist) if text is not None]

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Return the best *limit* entries that contain what was typed."""
        typed = typed_text(text)
        if typed is None or limit < 1:
            return ()
        found: list[Candidate] = []
        forms = [entries.forms() for entries in self._printed]
        for level in levels(typed):
            if len(found) >= enough(typed, level, limit):
                break
            found = best([*found, *self._candidates(text, typed, level, limit, forms)], limit)
        return tuple(map(self._suggestion, found))

    def _candidates(
        self, text: str, typed: TypedText, level: Level, limit: int, forms: Sequence[FormRanges]
    ) -> Iterator[Candidate]:
        for entries, known in zip(self._printed, forms, strict=True):
            yield from entries.candidates(known, typed, level, limit)
        yield from self._topic_names.candidates(typed, level, limit)
        if level is Level.TYPED:
            yield from acronyms(self._index, text, limit, self._denied)

    @cached_property
    def _printed(self) -> list[PrintedEntries]:
        return [PrintedEntries(segment, self._denied) for segment in self._index.segments]

    @cached_property
    def _topic_names(self) -> TopicNames:
        return TopicNames(list(self._topics.values()), self._denied)

    def _suggestion(self, found: Candidate) -> Suggestion:
        if found.kind == "title":
            resource = ResourceReader(self._index, found.number)
            stored = resource.stored_fields
            documents = () if stored.url else tuple(map(hit_document, resource.documents(0, 1)))
            link = ResourceLink(id=stored.id, url=stored.url, documents=documents)
            return Suggestion(text=stored.title, kind="title", resource=link)
        if found.kind == "topic":
            return Suggestion(text=found.tie, kind="topic", slug=self._topics[found.tie].slug)
        text = printed_heading(found.tie)[1] if found.kind == "heading" else found.tie
        return Suggestion(text=text, kind=found.kind)
