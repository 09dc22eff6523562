"""The tokens of a typed text, and the groups that OR and quotes make of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from indexer.analysis import ENGLISH
from searchapp.engine.query.query import Prefix, Restriction, Words

# In a text of this many words quotes are its author's, and no order to the search: who gives orders types a few
# words, and who pastes a paragraph gives none. docs/relevance.md, "Most of the words".
PROSE: Final = 20


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text: what it asks for, and whether it is asked to be absent."""

    what: Words | Prefix | Restriction | None  # None: OR
    minus: bool = False


def groups_of(tokens: list[Token], *, in_capitals: bool) -> list[tuple[Token, ...]]:
    """Return *tokens* as groups: those joined by OR, else each alone. *in_capitals*: all of the text is."""
    groups = list(_joined_by_or(tokens))
    prose = sum(len(group) == 1 and _is_plain(group[0]) for group in groups) >= PROSE
    if prose or in_capitals:
        groups = list(_joined_by_or(list(_with_or_as_word(tokens))))
    return list(_unquoted(groups)) if prose else groups


def plain(text: str) -> Iterator[Token]:
    """Yield a token for each word of *text*."""
    # Words and their parts are the same in every language.
    for word in ENGLISH.words(text):
        yield Token(Words((word,)))


def _joined_by_or(tokens: list[Token]) -> Iterator[tuple[Token, ...]]:
    """Yield groups of tokens: several where OR joins neighbours, else one; an OR that joins nothing is text."""
    group: tuple[Token, ...] = ()
    joins = False
    for number, token in enumerate(tokens):
        if token.what is None:
            following = tokens[number + 1] if number + 1 < len(tokens) else None
            joins = bool(group) and following is not None and _can_join(group[-1], following)
            if not joins:
                if group:
                    yield group
                group = ()
                yield from ((word,) for word in _or(number))
            continue
        if joins:
            group = (*group, token)
            joins = False
        else:
            if group:
                yield group
            group = (token,)
    if group:
        yield group


def _can_join(left: Token, right: Token) -> bool:
    searched = (Words, Prefix)
    alike = isinstance(left.what, searched) == isinstance(right.what, searched)
    return alike and left.what is not None and right.what is not None and not left.minus and not right.minus


def _is_plain(token: Token) -> bool:
    what = token.what
    return isinstance(what, Words) and what.scope == "all" and not what.quoted and not token.minus


def _with_or_as_word(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield *tokens*, where OR is a word: it is in capitals because all of the text is, or it is an author's."""
    for number, token in enumerate(tokens):
        yield from (token,) if token.what is not None else _or(number)


def _or(number: int) -> Iterator[Token]:
    """Yield the OR at place *number* as a word: a name only where nothing comes before it."""
    yield from plain("or" if number else "OR")


def _unquoted(groups: Iterable[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    """Yield *groups* with each phrase as its words: in prose, quotes are its author's."""
    for group in groups:
        what = group[0].what
        if len(group) == 1 and not group[0].minus and isinstance(what, Words) and what.scope == "all":
            yield from ((Token(Words((word,))),) for word in what.words)
        else:
            yield group
