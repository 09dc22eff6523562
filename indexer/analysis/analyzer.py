"""The analyzer: what the index keeps of a text. Queries and documents are analyzed in the same way.

Nothing is dropped: common words are indexed like any other (docs/adr/0009).
"""

from dataclasses import dataclass
from typing import Final

from indexer.analysis.folding import KEY_SEPARATOR, MAX_PART, form_of, stemmed
from indexer.analysis.stacked_terms import StackedTerm, capitals_term
from indexer.analysis.tokens import is_all_caps, is_common, raw_words, split_word

# Raise it with any change of what `analyze` or `words` returns for any text: older builds are then built again.
ANALYSIS_VERSION: Final = 4

PART_OF_WORD: Final = (
    KEY_SEPARATOR + "-"
)  # follows a form that is only part of a word: "escalation" of "de-escalation"


@dataclass(frozen=True, slots=True)
class AnalyzedText:
    """The terms of a text in order, its forms, and its stacked terms."""

    terms: tuple[str, ...]
    forms: frozenset[str]
    stacked: tuple[StackedTerm, ...] = ()


def analyze(text: str) -> AnalyzedText:
    """Return the terms and forms that the index keeps of *text*."""
    terms: list[str] = []
    forms: set[str] = set()
    found: list[StackedTerm] = []
    all_caps = is_all_caps(text)
    for raw in raw_words(text):
        word_terms, word_forms, word_stacked = analyze_word(raw, all_caps=all_caps)
        found += [StackedTerm(len(terms) + at, term) for at, term in word_stacked]
        terms += word_terms
        forms.update(word_forms)
    return AnalyzedText(tuple(terms), frozenset(forms), tuple(found))


def analyze_word(
    raw: str, *, all_caps: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[StackedTerm, ...]]:
    """Return the terms, the forms and the stacked terms of one word as printed.

    In a text that is all in capitals, the capitals of common words are ignored.
    """
    if raw.isalpha() and raw.isascii() and (raw.islower() or raw.istitle() or raw.isupper()):
        # Most words. The code below has the same result, but takes ten times as long.
        plain = raw.lower()[:MAX_PART]
        term = stemmed(plain)
        named = raw[1:].isupper() and not (all_caps and is_common(plain))
        return (term,), (plain,), (StackedTerm(0, capitals_term(term)),) if named else ()
    word = split_word(raw)
    forms = [form_of(raw)] if word.parts else []
    if len(word.parts) > 1:
        forms += [plain + PART_OF_WORD for _, _, plain, _ in word.parts]
        forms += [plain + PART_OF_WORD for plain in word.joined]
    stacked = word.stacked
    if all_caps:
        stacked = tuple(one for one in stacked if not (one.in_capitals and is_common(word.parts[one.at][2])))
    return tuple(term for *_, term in word.parts), tuple(forms), stacked
