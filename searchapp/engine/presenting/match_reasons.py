"""Where each word of a query occurs in a resource in; why it matched, in one plain line, out."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from indexer.analysis import typed_as
from searchapp.engine.query.expansion import Concept

# Where a word says most, first: each is named in one of them, besides the text.
_PLACES: Final = (
    ("title", "in the title"),
    ("headings", "in a heading"),
    ("topics", "in a topic"),
    ("summary", "in the summary"),
)
_MAX_LISTED: Final = 4  # words or pages that are named before "and … more"


class Reason(NamedTuple):
    """One thing asked for, and what a resource has of it."""

    asked: str  # as typed
    fields: tuple[str, ...]  # where it occurs; none: it does not
    forms: tuple[str, ...] = ()  # how it is written where it was met, if never as typed


def asked(concept: Concept) -> str:
    """Return a concept as a reader typed it; capitals only where they make it another word."""
    if concept.forms:
        typed = " or ".join(dict.fromkeys(" ".join(map(typed_as, form)) for form in concept.forms))
        return typed.upper() if concept.named and " " not in typed else typed
    return " or ".join(dict.fromkeys(f"{choice.prefix}*" for choice in concept.choices if choice.prefix))


def why(reasons: Sequence[Reason], pages: Sequence[int]) -> str | None:
    """Return the line; *pages* are those of the passages shown that contain a word. None: no word was asked for."""
    there = [reason for reason in reasons if reason.fields]
    if not there:
        return None
    parts, named = [], set()
    for field, where in _PLACES:
        here = [reason for reason in there if field in reason.fields and reason.asked not in named]
        named |= {reason.asked for reason in here}
        if here:
            parts.append(f"{_named(here)} {where}")
    in_text = [reason for reason in there if "text" in reason.fields]
    if in_text:
        every = len(in_text) == len(reasons) > 1 and bool(parts)
        words = _named([reason for reason in in_text if reason.asked not in named] or in_text)
        parts.append(f"{'all words' if every else words} in the text{_on(pages)}")
    for reason in there:
        # A part of a word may be written as it was typed, and still be none.
        otherwise = [f"“{form}”" for form in reason.forms if form != reason.asked]
        if otherwise:
            parts.append(f"“{reason.asked}” as {' or '.join(otherwise)}")
    missing = [reason for reason in reasons if not reason.fields]
    if missing:
        parts.append(f"without {_named(missing)}")
    return "; ".join(parts)


def _named(reasons: Sequence[Reason]) -> str:
    return _listed([f"“{reason.asked}”" for reason in reasons], "words")


def _on(pages: Sequence[int]) -> str:
    if not pages:
        return ""
    return f", best on page{'s' if len(pages) > 1 else ''} {_listed([str(page) for page in pages], 'pages')}"


def _listed(names: Sequence[str], noun: str) -> str:
    """Return "a", "a and b", "a, b and c", "a, b, c, d and 5 more words"."""
    if len(names) > _MAX_LISTED + 1:
        return f"{', '.join(names[:_MAX_LISTED])} and {len(names) - _MAX_LISTED} more {noun}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
