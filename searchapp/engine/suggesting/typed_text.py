"""The beginning of a query in; the words that an entry must have to be suggested for it out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.analysis import ENGLISH, KEY_SEPARATOR, Word
from indexer.printed_names import title_key

# A longer text is a paragraph that was pasted, and no beginning of a title. It also bounds the work of an answer.
MAX_TYPED: Final = 200  # characters
MAX_TYPED_WORDS: Final = 16

_UNSEARCHABLE: Final = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word as typed, folded."""

    # An entry has the word if it has all words of one of these: "deescalation", or "de" and "escalation".
    ways: tuple[tuple[str, ...], ...]
    complete: bool  # a space or another word follows: nothing will be added to it


@dataclass(frozen=True, slots=True)
class TypedText:
    """What was typed."""

    words: tuple[TypedWord, ...]
    beginning: str  # what an entry begins with, as entries are sorted, if it begins with all of it


def typed_text(text: str) -> TypedText | None:
    """Return what was typed; None: there is no word in it, or it is too long to be the beginning of an entry."""
    if len(text) > MAX_TYPED:
        return None
    text = _UNSEARCHABLE.sub(" ", text)
    # Parts and forms of words are the same in every language.
    words = list(ENGLISH.words(text))
    if not 0 < len(words) <= MAX_TYPED_WORDS:
        return None
    follows = any(map(str.isspace, text[words[-1].end :]))
    typed = [TypedWord(tuple(_ways(word)), complete=True) for word in words]
    if not follows:
        typed[-1] = TypedWord(typed[-1].ways, complete=False)
    return TypedText(tuple(dict.fromkeys(typed)), title_key(" ".join(text.split())))


def _ways(word: Word) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which an entry may have *word*: as it is folded, and as its parts, without a possessive."""
    whole = (folded_form(word.form),)
    yield whole
    parts = tuple(part.plain for part in word.parts)
    if parts != whole:
        yield parts


def folded_form(form: str) -> str:
    """Return the folded letters of a form: what keys of forms begin with."""
    return form.partition(KEY_SEPARATOR)[0]


def entry_words(text: str) -> frozenset[str]:
    """Return the folded words of an entry, and the parts of those in several."""
    return frozenset(map(folded_form, ENGLISH.analyze(text).forms))


def has_all(words: frozenset[str], typed: TypedText) -> bool:
    """Return whether an entry of these *words* has each word that was typed, whole."""
    return all(any(words.issuperset(way) for way in word.ways) for word in typed.words)
