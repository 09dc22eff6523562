"""The text of a query in; those of its words that may be misspelt out, and the text with others in their places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from indexer.analysis import ENGLISH, without_possessive
from indexer.codec.segment.letter_counts import MIN_LETTERS
from indexer.facets import FacetTable
from searchapp.engine.query.parser import UNSEARCHABLE, token_matches
from searchapp.engine.query.tokens import PROSE
from searchapp.engine.request import MAX_TEXT


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word that may be misspelt, and where it is in the text."""

    start: int
    end: int
    plain: str  # folded


def typed_words(text: str, facets: FacetTable) -> Sequence[TypedWord]:
    """Return the words of *text* that may be misspelt; none if there are so many that they are an author's prose.

    These are words, or parts of words with hyphens, of MIN_LETTERS letters or more, without digits and not in capitals: what is typed
    so is a name. What is excluded, a clause of a facet, or the beginning of a word is left as it is.
    """
    found = list(islice(_words(UNSEARCHABLE.sub(" ", text[:MAX_TEXT]), facets), PROSE))
    return found if len(found) < PROSE else ()


def reworded(text: str, words: Sequence[TypedWord], meant: Mapping[str, str]) -> str:
    """Return *text* with what is *meant* in place of each of the *words* that it is for."""
    pieces, done = [], 0
    for word in words:
        if word.plain in meant:
            pieces += [text[done : word.start], meant[word.plain]]
            done = word.end
    return "".join((*pieces, text[done:]))


def _words(text: str, facets: FacetTable) -> Iterator[TypedWord]:
    for match, minus in token_matches(text, facets):
        group = "bare" if match["quoted"] is None else "quoted"
        typed = match[group]
        is_prefix = group == "bare" and typed.endswith("*")
        if minus or is_prefix or (match["field"] or "").lower() in facets:
            continue
        for word in ENGLISH.words(typed):
            for part in word.parts:
                raw = without_possessive(typed[part.start : part.end])
                if len(part.plain) >= MIN_LETTERS and raw.isalpha() and not raw.isupper():
                    start = match.start(group) + part.start
                    yield TypedWord(start, start + len(raw), part.plain)
