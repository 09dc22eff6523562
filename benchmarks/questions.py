"""A library in, seeded questions out: words that stand together in a record, filters, phrases and prefixes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from benchmarks.library import PREFIXES, Library, Vocabulary
from indexer.analysis import ENGLISH
from indexer.config import RankingConfig
from searchapp.engine import SearchRequest
from searchapp.engine.model import minimum_should_match
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.expansion import expand
from searchapp.engine.query.parser import parse

SHIPPED = RankingConfig()

Kind = Literal["plain", "filtered", "phrase", "prefix", "sentence"]
KINDS: Final[tuple[Kind, ...]] = ("plain", "filtered", "phrase", "prefix", "sentence")
COUNT: Final = 300
SEED: Final = 7
_SIZES: Final[dict[Kind, tuple[int, int]]] = {"phrase": (2, 3), "sentence": (8, 12)}  # words, from and to
_TRIES: Final = 200  # for one question: what is written in several ways is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as typed, and what it comes to for engines that do not read our syntax."""

    text: str
    words: tuple[str, ...] = ()  # terms, `needed` of which must stand in a resource
    needed: int = 0
    phrase: tuple[str, ...] = ()  # terms in order, all in one field
    prefix: str = ""
    topic: str | None = None
    type: str | None = None

    @property
    def request(self) -> SearchRequest:
        """It as our engine is asked it."""
        topics = () if self.topic is None else (self.topic,)
        return SearchRequest(self.text, topics=topics, types=() if self.type is None else (self.type,))


def questions(
    library: Library, vocabulary: Vocabulary, kind: Kind, count: int = COUNT, seed: int = SEED
) -> list[Question]:
    """Return *count* questions of one kind, always the same for one seed."""
    chance = random.Random(f"{seed} {kind}")
    chosen = list(_some(library, chance, count * 3))
    found: dict[Question, None] = {}
    for _ in range(count * _TRIES):
        if len(found) == count:
            return list(found)
        question = _question(chance, chance.choice(chosen), kind, vocabulary)
        if question is not None:
            found[question] = None
    raise ValueError(f"{library.path} has no {count} questions of the kind {kind!r}")


def _some(library: Library, chance: random.Random, count: int) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Return *count* records with text, drawn evenly from all (a reservoir), with their text's words."""
    kept: list[dict[str, Any]] = []
    for number, record in enumerate(library.records()):
        if len(kept) < count:
            kept.append(record)
        elif (place := chance.randrange(number + 1)) < count:
            kept[place] = record
    for record in kept:
        text = record.get("text") or chance.choice(record.get("passages") or [{"text": ""}])["text"]
        printed = [word.form if word.form.isalnum() else "" for word in ENGLISH.words(text)]
        if printed:
            yield record, printed


def _question(
    chance: random.Random, chosen: tuple[dict[str, Any], list[str]], kind: Kind, vocabulary: Vocabulary
) -> Question | None:
    """Return a question that the record answers, or None if it cannot be put to every engine alike."""
    record, printed = chosen
    if kind == "prefix":
        return _prefix(chance, printed, vocabulary)
    together = _together(chance, printed, chance.randint(*_SIZES.get(kind, (1, 5))))
    if kind == "phrase":
        return _phrase(together, vocabulary)
    plain = _plain(together, vocabulary)
    if plain is None or kind in {"plain", "sentence"}:
        return plain
    if not record.get("topics"):
        return None
    # Every other one has a filter of a second facet too.
    types = record.get("types") if chance.random() < 0.5 else None
    return replace(plain, topic=chance.choice(record["topics"]), type=chance.choice(types) if types else None)


def _together(chance: random.Random, printed: list[str], size: int) -> list[str]:
    start = chance.randrange(max(1, len(printed) - size + 1))
    return printed[start : start + size]


def _plain(together: list[str], vocabulary: Vocabulary) -> Question | None:
    text = " ".join(together)
    spellings = [concept.choices for concept in expand(parse(text), CompoundWords(vocabulary)).asked]
    each = [choices[0].terms for choices in spellings if len(choices) == 1 and len(choices[0].terms) == 1]
    if not all(together) or len(each) < len(spellings) or not each:
        return None
    return Question(
        text=text, words=tuple(term for (term,) in each), needed=minimum_should_match(len(each), SHIPPED)
    )


def _phrase(together: list[str], vocabulary: Vocabulary) -> Question | None:
    text = f'"{" ".join(together)}"'
    spellings = [concept.choices for concept in expand(parse(text), CompoundWords(vocabulary)).required]
    if len(together) < 2 or not all(together) or [len(choices) for choices in spellings] != [1]:
        return None
    return Question(text=text, phrase=spellings[0][0].terms)


def _prefix(chance: random.Random, printed: list[str], vocabulary: Vocabulary) -> Question | None:
    prefix = chance.choice(printed)[: chance.choice(PREFIXES)]
    alike = len(prefix) in PREFIXES and prefix.isalpha() and vocabulary.begins_alike(prefix)
    return Question(text=f"{prefix}*", prefix=prefix) if alike else None
