"""The facts of a page in; its kind out: a page with content, or one that moved, asks for a login, needs scripts or is missing."""

import re
from typing import Final, Literal

from indexer.sources.website.page_facts import PageFacts

Kind = Literal["page", "moved", "login", "scripts", "missing", "noindex"]

_LOGIN_WORDS: Final = 200  # a page with more has something to say besides its form
_SCRIPT_WORDS: Final = 20
_MISSING_WORDS: Final = 150
_MISSING: Final = re.compile(
    r"(?:error\W*)?404\b.*|.*\b(?:page|file|content|document|resource)\b.{0,20}\b(?:not|no longer|cannot be|can.t be|could ?n.t be)\b"
    r".{0,10}\b(?:found|available|exist)s?\b.*|not found\W*",
    re.IGNORECASE,
)
_DOUBTFUL: Final = re.compile(
    r"\b(?:404|not found|no longer|does ?n.t exist|does not exist|removed|gone|sorry|oops)\b", re.IGNORECASE
)


def kind_of(facts: PageFacts) -> Kind:
    """Return the kind of a page that was answered with 200."""
    if facts.refresh is not None and facts.main_length < _MISSING_WORDS:
        return "moved"
    if facts.asks_password and facts.main_length < _LOGIN_WORDS:
        return "login"
    if facts.length < _SCRIPT_WORDS and facts.has_scripts and (facts.wants_scripts or facts.length == 0):
        return "scripts"
    if says_missing(facts):
        return "missing"
    return "noindex" if facts.noindex else "page"


def says_missing(facts: PageFacts) -> bool:
    """Return whether a page says in so many words that there is nothing at its address."""
    said = facts.heading or facts.title
    return facts.main_length < _MISSING_WORDS and _MISSING.fullmatch(said) is not None


def is_doubtful(facts: PageFacts) -> bool:
    """Return whether a page may be what its server shows in place of what it does not have."""
    return facts.main_length < _MISSING_WORDS and (
        _DOUBTFUL.search(f"{facts.title} {facts.heading}") is not None
        or {"404", "found", "sorry"} & facts.words != set()
    )
