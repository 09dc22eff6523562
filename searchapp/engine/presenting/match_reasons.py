"""Where each word of a question stands in a resource in; why it matched, in one plain line, out."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from searchapp.engine.query.expansion import Concept

# Where a word tells most, first: each is told in one of them, besides the text.
_PLACES: Final = (
    ("title", "in the title"),
    ("headings", "in a heading"),
    ("topics", "in a topic"),
    ("summary", "in the summary"),
)
_LISTED: Final = 4  # words or pages that are named before "and … more"


class Reason(NamedTuple):
    """One thing asked for, and what a resource has of it."""

    asked: str  # as typed
    fields: tuple[str, ...]  # where it stands; none: it does not
    forms: tuple[str, ...] = ()  # how it is written where it was met, if never as typed


def asked(concept: Concept) -> str:
    """Return a concept as a reader typed it, but for capitals."""
    if concept.forms:
        return " or ".join(dict.fromkeys(" ".join(form) for form in concept.forms))
    return " or ".join(dict.fromkeys(f"{choice.prefix}*" for choice in concept.choices if choice.prefix))


def why(reasons: Sequence[Reason], pages: Sequence[int]) -> str | None:
    """Return the line; *pages* are those of the passages shown that hold a word. None: no word was asked for."""
    there = [reason for reason in reasons if reason.fields]
    if not there:
        return None
    parts, told = [], set()
    for field, where in _PLACES:
        here = [reason for reason in there if field in reason.fields and reason.asked not in told]
        told |= {reason.asked for reason in here}
        if here:
            parts.append(f"{_named(here)} {where}")
    in_text = [reason for reason in there if "text" in reason.fields]
    if in_text:
        every = len(in_text) == len(reasons) > 1 and bool(parts)
        named = _named([reason for reason in in_text if reason.asked not in told] or in_text)
        parts.append(f"{'all words' if every else named} in the text{_on(pages)}")
    parts += [
        f"“{reason.asked}” as {' or '.join(f'“{form}”' for form in reason.forms)}"
        for reason in there
        if reason.forms
    ]
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
    if len(names) > _LISTED + 1:
        return f"{', '.join(names[:_LISTED])} and {len(names) - _LISTED} more {noun}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
