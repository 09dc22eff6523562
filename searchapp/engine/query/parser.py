"""Typed text in, a parsed query out; whatever is not syntax is text, and nothing raises.

    crisis team            words: a match needs most of them
    "fourth amendment"     a phrase: the words in order
    -video  -"ride along"  without
    polic*                 a prefix
    title:resilience       in the title, also title:"use of force" and title:polic*
    topic:"Use of Force"   restricts to a value of a facet; year:2019, year:2019..2022, year:2019.., year:..2022 to years
    stops OR searches      either of two neighbours, as one required word

docs/query-language.md explains it to the people who type.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from indexer.analysis import ENGLISH, Analyzer, Word, is_all_caps, span_of
from indexer.facets import STANDARD_TABLE, Facet, FacetTable
from searchapp.engine.query import notices
from searchapp.engine.query.exclusions import Exclusion, excludes, looks_like_command, without
from searchapp.engine.query.language import language_of
from searchapp.engine.query.limits import MAX_EXCLUSIONS, within_limits
from searchapp.engine.query.query import (
    Either,
    InFacet,
    InYears,
    Prefix,
    Query,
    Restriction,
    Scope,
    Typed,
    Unit,
    Words,
)
from searchapp.engine.query.tokens import Token, groups_of, plain
from searchapp.engine.request import MAX_TEXT, MAX_WORDS

QUOTES: Final = '"“”„‟«»＂'
_TOKEN: Final = rf"""
    (?P<minus>-?)
    (?: (?P<field>{{}}): )?
    (?: [{QUOTES}] (?P<quoted>[^{QUOTES}]*) [{QUOTES}] | (?P<bare>[^\s{QUOTES}]+) )
    """
_YEARS: Final = re.compile(r"(?:(\d{1,4})?\.\.(\d{1,4})?|(\d{1,4}))")
_SPACE: Final = re.compile(r"\s")
_OPERATORS: Final = ("AND", "NOT")  # elsewhere; between words they are typed by habit, and are no names
UNSEARCHABLE: Final = re.compile(r"[\x00\ud800-\udfff]")


# Words and their parts are the same in every language: clauses are read before it is known in which a text is.
_words: Final = ENGLISH.words


def parse(
    text: str, facets: FacetTable = STANDARD_TABLE, languages: Sequence[Analyzer] = (ENGLISH,)
) -> Query:
    """Return what *text* asks for; the names of *facets* are clauses. *languages* are those of the library, the site's first."""
    if not text.strip():
        return Query(blank=True)
    cuts = []
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        cuts.append(notices.first_characters(MAX_TEXT))
    tokens, kept_all = _within_limits(_tokens(UNSEARCHABLE.sub(" ", text), facets))
    if not kept_all:
        cuts.append(notices.first_words(MAX_WORDS))
    analyzer = language_of(text, languages)
    if analyzer is not ENGLISH:
        tokens = [_reread(token, analyzer) for token in tokens]
    groups = groups_of(tokens, in_capitals=text.isupper())
    query = _assembled(groups, analyzer, capitals=not is_all_caps(text))
    return within_limits(replace(query, cut=tuple(cuts)))


def _reread(token: Token, analyzer: Analyzer) -> Token:
    if not isinstance(token.what, Words):
        return token
    return replace(token, what=replace(token.what, words=tuple(map(analyzer.reread, token.what.words))))


@lru_cache(maxsize=16)
def _token_pattern(fields: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_TOKEN.format("|".join(map(re.escape, fields))), re.VERBOSE | re.IGNORECASE)


def exclusions(text: str, facets: FacetTable = STANDARD_TABLE) -> tuple[Exclusion, ...]:
    """Return what *text* excludes, as typed, in order: as many as are used."""
    if "-" not in text:  # nearly all
        return ()
    text = text[:MAX_TEXT]
    found = (without(text, match) for match, minus in token_matches(text, facets) if minus)
    return tuple(islice(found, MAX_EXCLUSIONS))


def _tokens(text: str, facets: FacetTable) -> Iterator[Token]:
    for match, minus in token_matches(text, facets):
        yield from _token(match, facets, minus=minus)


def token_matches(text: str, facets: FacetTable) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each token of *text*, and whether it is excluded."""
    in_command = "-" in text and looks_like_command(text)
    for match in _token_pattern(("title", *facets.names)).finditer(text):
        # A character within a word is text: the hyphen of `co-responder "team"`, the quote after a word.
        before = text[match.start() - 1 : match.start()]
        at_start = not before or _SPACE.match(before) is not None or before in QUOTES
        yield match, at_start and not in_command and excludes(match)


def _token(match: re.Match[str], facets: FacetTable, *, minus: bool) -> Iterator[Token]:
    quoted, bare, field = match["quoted"], match["bare"], (match["field"] or "").lower()
    alone = not field and not match["minus"]
    if bare == "OR" and alone:
        yield Token(None)
    elif bare in _OPERATORS and alone and match.string[: match.start()].strip():
        yield from plain(bare.lower())
    elif field in facets and (restriction := _restriction(facets[field], quoted or bare or "")) is not None:
        yield Token(restriction, minus)
    elif field == "title" and (found := _unit(quoted, bare, "title")) is not None:
        yield Token(found, minus)
    elif quoted is not None:
        yield from plain(field)
        if (phrase := _unit(quoted, None, "all")) is not None:
            yield Token(phrase, minus)
    else:
        typed = f"{field}:{bare}" if field else bare or ""
        if minus:
            if (found := _unit(None, typed, "all")) is not None:
                yield Token(found, minus)
        elif (prefix := _prefix(typed)) is not None:
            yield Token(Prefix(prefix))
        else:
            yield from plain(typed)


def _unit(quoted: str | None, bare: str | None, scope: Scope) -> Words | Prefix | None:
    """Return what a quoted or bare text asks for; None: there is no word in it."""
    if bare is not None and (prefix := _prefix(bare)) is not None:
        return Prefix(prefix, scope)
    found = tuple(_words(quoted if quoted is not None else bare or ""))
    if not found:
        return None
    return Words(found, scope, quoted=quoted is not None or len(found) > 1)


def _prefix(bare: str) -> str | None:
    """Return the folded beginning that `bare` asks for; None: it is no prefix."""
    stem = bare.rstrip("*")
    found = tuple(_words(stem))
    if stem == bare or len(found) != 1 or found[0].end != len(stem):
        return None
    # Hyphens go, as in forms: "de-esc*" finds "de-escalation" and "deescalation".
    return "".join(part.plain for part in found[0].parts) if found[0].start == 0 else None


def _restriction(facet: Facet, value: str) -> Restriction | None:
    if facet.kind == "values":
        return InFacet(facet.name, value) if any(character.isalnum() for character in value) else None
    years = _YEARS.fullmatch(value.strip())
    if years is None or not any(years.groups()):
        return None
    if years[3]:
        return InYears(int(years[3]), int(years[3]), facet.name)
    first, last = (int(year) if year else None for year in years.group(1, 2))
    if first is not None and last is not None and first > last:
        first, last = last, first  # typed the wrong way round: what was meant is plain
    return InYears(first, last, facet.name)


def _within_limits(tokens: Iterator[Token]) -> tuple[list[Token], bool]:
    """Return the tokens up to MAX_WORDS words, the parts of "de-escalation" each one, and whether that is all."""
    kept: list[Token] = []
    room = MAX_WORDS
    for token in tokens:
        size = _parts(token.what.words) if isinstance(token.what, Words) else 1
        if size > room:
            if room and isinstance(token.what, Words):
                kept.append(replace(token, what=replace(token.what, words=_first(token.what.words, room))))
            return kept, False
        room -= size
        kept.append(token)
    return kept, True


def _parts(found: tuple[Word, ...]) -> int:
    return sum(len(word.parts) for word in found)


def _first(found: tuple[Word, ...], count: int) -> tuple[Word, ...]:
    """Return the beginning of *found* that has *count* parts."""
    kept: list[Word] = []
    for word in found:
        if count > 0:
            within = tuple(one for one in word.stacked if one.at + span_of(one.term) <= count)
            kept.append(replace(word, parts=word.parts[:count], stacked=within))
        count -= len(word.parts)
    return tuple(kept)


def _assembled(groups: Iterable[tuple[Token, ...]], analyzer: Analyzer, *, capitals: bool) -> Query:
    plain: dict[tuple[object, ...], Words] = {}
    runs: list[list[Typed]] = [[]]
    required: list[Unit] = []
    excluded: list[Unit] = []
    restricted: list[tuple[Restriction, ...]] = []
    without: list[Restriction] = []
    places: dict[tuple[object, ...], int] = {}
    for group in groups:
        searched = tuple(token.what for token in group if isinstance(token.what, Words | Prefix))
        restrictions = tuple(token.what for token in group if isinstance(token.what, InFacet | InYears))
        if restrictions:
            if group[0].minus:
                without += restrictions
            else:
                restricted.append(restrictions)
        elif group[0].minus:
            excluded += searched
        elif len(searched) > 1:
            required.append(Either(searched))
        elif isinstance(searched[0], Words) and not searched[0].quoted and searched[0].scope == "all":
            key = _count(plain, searched[0], analyzer, capitals=capitals)
            runs[-1].append(Typed(searched[0], places.setdefault(key, len(places))))
            continue
        else:
            required.append(searched[0])
        runs.append([])
    return Query(
        plain=tuple(plain.values()),
        required=tuple(required),
        excluded=tuple(excluded),
        restricted=tuple(restricted),
        without=tuple(without),
        capitals=capitals,
        analyzer=analyzer,
        runs=tuple(map(tuple, filter(None, runs))),
    )


def _count(
    plain: dict[tuple[object, ...], Words], unit: Words, analyzer: Analyzer, *, capitals: bool
) -> tuple[object, ...]:
    """Add a word to those typed; typed again, in whatever form, it is asked for once, with emphasis. Return its key."""
    parts = unit.words[0].parts
    # "IT" is another word than "it": in "does IT help if it breaks" neither is typed again.
    apart = capitals and unit.in_capitals and analyzer.is_common(parts[0].plain)
    key = (apart, *(part.term for part in parts))
    known = plain.get(key)
    if known is not None:
        named = unit if unit.in_capitals and not known.in_capitals else known
        unit = replace(named, times=known.times + 1)
    plain[key] = unit
    return key
