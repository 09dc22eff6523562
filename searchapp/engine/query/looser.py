"""The text of a query in; the same words with less that narrows the search, out."""

from collections.abc import Callable, Container, Sequence
from itertools import islice
from re import Match
from typing import Final

from indexer.analysis import ENGLISH
from indexer.facets import FacetTable
from searchapp.engine.query.parser import UNSEARCHABLE, token_matches
from searchapp.engine.query.tokens import PROSE
from searchapp.engine.request import MAX_TEXT

# Each text costs a search. Whoever gives more orders than this, or asks for more than that, hears what all of them together cost.
MAX_SINGLE: Final = 3
MAX_SINGLE_LENGTH: Final = 8  # words, phrases and clauses

# The forms of the words of a text, or of a phrase in it.
Forms = tuple[str, ...]


def looser_texts(text: str, facets: FacetTable, unknown: Container[Forms] = ()) -> Sequence[str]:
    """Return *text* without its *unknown* words, then with each of its first orders loosened, then with all of them.

    A phrase becomes words, `title:` is dropped, and clauses of facets and exclusions are left out. Of a text as long as prose there are
    none: it asks for much, and each other text would cost as much again.
    """
    text = UNSEARCHABLE.sub(" ", text[:MAX_TEXT])
    matches = list(islice(token_matches(text, facets), PROSE))
    if len(matches) == PROSE:
        return ()
    excluded = {match.start() for match, minus in matches if minus}

    def loosened(match: Match[str]) -> str:
        restricts = match.start() in excluded or (match["field"] or "").lower() in facets
        return " " if restricts else f" {_words(match)} "

    orders = [match for match, minus in matches if minus or match["field"] or match["quoted"] is not None]
    few = len(orders) <= MAX_SINGLE and len(matches) <= MAX_SINGLE_LENGTH
    each = [[match] for match in orders] if few else []
    found = [_replaced(text, chosen, loosened) for chosen in ([*each, orders] if orders else [])]
    asked = [match for match, minus in matches if not minus]
    if dropped := _dropped(asked, facets, unknown):
        found.insert(0, _replaced(text, dropped, lambda _: " "))
    return tuple(dict.fromkeys(other for other in found if other and other != " ".join(text.split())))


def _dropped(asked: Sequence[Match[str]], facets: FacetTable, unknown: Container[Forms]) -> list[Match[str]]:
    """Return those of what is asked for that are unknown, and each OR beside them."""
    known = [
        (match["field"] or "").lower() in facets
        or tuple(word.form for word in ENGLISH.words(_words(match))) not in unknown
        for match in asked
    ]
    return [
        match
        for place, match in enumerate(asked)
        if not known[place] or (match.group() == "OR" and not all(known[max(place - 1, 0) : place + 2]))
    ]


def _words(match: Match[str]) -> str:
    return (match["bare"] if match["quoted"] is None else match["quoted"]) or ""


def _replaced(text: str, chosen: Sequence[Match[str]], with_what: Callable[[Match[str]], str]) -> str:
    """Return *text* with something else for each of the *chosen* pieces, and single spaces."""
    pieces, done = [], 0
    for match in chosen:
        pieces += [text[done : match.start()], with_what(match)]
        done = match.end()
    return " ".join("".join((*pieces, text[done:])).split())
