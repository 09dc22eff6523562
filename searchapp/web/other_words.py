"""The synonyms of a query in; what a page of results says of them out, and the link that switches them off or on."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from searchapp.engine.messages import either, quoted
from searchapp.engine.query.expansion import SynonymsUsed
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import SearchResults
from searchapp.web.changed_requests import first_page
from searchapp.web.translations.current import _, counted, language

MAX_NAMED: Final = 6  # things typed of which the page says what else was searched for

MAX_LISTED: Final = 4  # other words for one of them

AddressOf = Callable[[SearchRequest], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningLink:
    """One thing that an acronym may stand for, and the search for that alone."""

    text: str
    address: str | None  # None: too long


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbiguousAcronym:
    """An acronym that stands for several things."""

    typed: str
    meanings: tuple[MeaningLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWords:
    """What a page says of synonyms."""

    used: bool
    sentence: str
    switch: (
        str | None
    )  # the same search without them, or with them; None: too long, a button of the search form asks for it
    switch_label: str
    ambiguous: tuple[AmbiguousAcronym, ...]


def other_words(
    asked: SearchRequest, results: SearchResults, address: AddressOf, *, linked: bool
) -> OtherWords | None:
    """Return what the page says of the synonyms of *asked*; None: there are none."""
    if not results.synonyms:
        return None
    switched = first_page(replace(asked, expand=not asked.expand))
    switch = address(switched) if linked else None
    if not asked.expand:
        return OtherWords(
            used=False,
            sentence=_("Only the words that were typed are searched for."),
            switch=switch,
            switch_label=_("Search for other words for the same thing too"),
            ambiguous=(),
        )
    return OtherWords(
        used=True,
        sentence=_(
            "Also searched for: %(words)s.", words=", ".join(map(_named, results.synonyms[:MAX_NAMED]))
        ),
        switch=switch,
        switch_label=_("Search only for what was typed"),
        ambiguous=tuple(
            AmbiguousAcronym(
                typed=used.typed,
                meanings=tuple(
                    MeaningLink(
                        text=meaning,
                        address=address(
                            first_page(replace(asked, text=meant(asked.text, used.typed, meaning)))
                        )
                        if linked
                        else None,
                    )
                    for meaning in used.meanings
                ),
            )
            for used in results.synonyms
            if used.meanings
        ),
    )


def _named(used: SynonymsUsed) -> str:
    """Return "“use of force” for “UOF”"."""
    wording = language()
    names = [quoted(other, wording) for other in used.also]
    left = len(names) - MAX_LISTED
    others = (
        either(names, wording)
        if left <= 1
        else counted(
            left,
            "%(words)s and %(count)s more word",
            "%(words)s and %(count)s more words",
            words=", ".join(names[:MAX_LISTED]),
        )
    )
    return _("%(others)s for %(word)s", others=others, word=quoted(used.typed, wording))


def meant(text: str, acronym: str, meaning: str) -> str:
    """Return *text* with *meaning* in quotes in place of *acronym*, where it stands alone for the first time."""
    phrase = '"' + meaning.replace('"', " ") + '"'
    found = re.search(rf"(?<!\S){re.escape(acronym)}(?!\S)", text)
    return text[: found.start()] + phrase + text[found.end() :] if found else phrase
