"""How a query was loosened or cut, out as sentences for the reader."""

from collections.abc import Sequence
from typing import Final

from searchapp.engine.messages import Notice, counted_notice, notice

# Where the first page has nothing else, nobody needs to be told that resources further on have fewer words.
FIRST_PAGE: Final = 10
# Of a longer text every other word may be its author's own: to name those that no resource has would help nobody.
MAX_NAMED: Final = 5

NO_WORD: Final = notice("There is no word to search for in this text.")


def first_characters(limit: int) -> Notice:
    """Say that the text was too long."""
    return notice("Only the first %(limit)s characters of the text were used.", limit=limit)


def first_words(limit: int) -> Notice:
    """Say that the text had too many words."""
    return notice("Only the first %(limit)s words of the text were used.", limit=limit)


def rarest_words(limit: int, words: int) -> Notice:
    """Say that of the words that count, only the rarest did."""
    return notice("Only the %(limit)s rarest of these %(words)s words were used.", limit=limit, words=words)


def first_prefixes(limit: int) -> Notice:
    """Say that there were too many prefixes."""
    return notice("Only the first %(limit)s beginnings (such as “ab*”) were used.", limit=limit)


def first_phrases(limit: int) -> Notice:
    """Say that there were too many phrases."""
    return notice("Only the first %(limit)s phrases were used.", limit=limit)


def first_exclusions(limit: int) -> Notice:
    """Say that too much was excluded."""
    return notice("Only the first %(limit)s exclusions (such as “-ab”) were used.", limit=limit)


def first_clauses(limit: int) -> Notice:
    """Say that there were too many clauses."""
    return notice("Only the first %(limit)s clauses (such as “topic:ab”) were used.", limit=limit)


def first_synonyms(limit: int) -> Notice:
    """Say that there were too many other words for what was typed."""
    return notice("Only the first %(limit)s other words for the same things were used.", limit=limit)


def unknown_words(unknown: Sequence[str], asked: int) -> list[Notice]:
    """Name the *unknown* ones of so many words, which no resource has; nothing where it would not help."""
    if not unknown or len(unknown) == asked or asked > MAX_NAMED:
        return []
    return [notice("No resource has %(words)s.", words=tuple(unknown))]


def few_with_most(found: int, words: int, *, loosened: bool) -> list[Notice]:
    """Say that only *found* resources have most of so many words where fewer are enough; nothing where it would not help."""
    if not loosened or found >= FIRST_PAGE:
        return []
    if not found and words == 2:
        return [notice("No resource has both words, so these have one of them.")]
    if words == 2:
        return [
            counted_notice(
                "Only one resource has both words; the others have one of them.",
                "Only %(found)s resources have both words; the others have one of them.",
                found=found,
            )
        ]
    if not found:
        return [
            notice("No resource has most of these %(words)s words, so these have some of them.", words=words)
        ]
    return [
        counted_notice(
            "Only one resource has most of these %(words)s words; the others have fewer.",
            "Only %(found)s resources have most of these %(words)s words; the others have fewer.",
            found=found,
            words=words,
        )
    ]
