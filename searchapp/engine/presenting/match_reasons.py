"""Where each word of a query occurs in a resource in; why it matched, in one plain line of any language, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final, NamedTuple

from searchapp.engine.messages import ENGLISH, Wording, either, message, quoted

# Where a word says most, first: each is named in one of them, besides the text.
_PLACES: Final = (
    ("title", message("%(words)s in the title")),
    ("headings", message("%(words)s in a heading")),
    ("topics", message("%(words)s in a topic")),
    ("summary", message("%(words)s in the summary")),
)
_MAX_LISTED: Final = 4  # words or pages that are named before "and … more"


class Reason(NamedTuple):
    """One thing asked for, and what a resource has of it."""

    asked: str  # as typed
    fields: tuple[str, ...]  # where it occurs; none: it does not
    forms: tuple[str, ...] = ()  # how it is written where it was met, if never as typed
    ways: tuple[str, ...] = ()  # each way in which it was typed, if there are several: "stops", "searches"
    synonyms: tuple[str, ...] = ()  # other words for it that the resource has …
    synonym_of: str = ""  # … in place of these, which were typed …
    synonym_fields: tuple[str, ...] = ()  # … and the fields with these other words alone

    def quoted(self, wording: Wording) -> str:
        """Return what was asked for in quotation marks: “stops or searches”."""
        if len(self.ways) < 2:
            return quoted(self.asked, wording)
        together = wording.gettext("%(names)s or %(last)s")
        return quoted(
            reduce(lambda names, last: together % {"names": names, "last": last}, self.ways), wording
        )

    def mentions(self, wording: Wording) -> Iterator["_Mention"]:
        """Yield what a resource has of it, in quotation marks: as typed, and other words for it."""
        if self.fields:
            yield _Mention(self.quoted(wording), self.fields)
        if self.synonym_fields:
            others = either([quoted(other, wording) for other in self.synonyms], wording)
            label = wording.gettext("%(others)s for %(word)s") % {
                "others": others,
                "word": quoted(self.synonym_of, wording),
            }
            yield _Mention(label, self.synonym_fields)


class _Mention(NamedTuple):
    """What the line says that a resource has."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchReasons:
    """Why a resource matched."""

    reasons: tuple[Reason, ...]
    pages: tuple[int, ...]  # those of the passages shown that contain a word

    def line(self, wording: Wording = ENGLISH) -> str:
        """Return them in one plain line."""
        _ = wording.gettext
        mentions = [mention for reason in self.reasons for mention in reason.mentions(wording)]
        parts: list[str] = []
        named: set[str] = set()
        for field, where in _PLACES:
            here = [
                mention.name for mention in mentions if field in mention.fields and mention.name not in named
            ]
            named.update(here)
            if here:
                parts.append(_(where) % {"words": _named(here, wording)})
        in_text = [mention.name for mention in mentions if "text" in mention.fields]
        if in_text:
            every = all("text" in reason.fields for reason in self.reasons)
            every = every and len(self.reasons) > 1 and bool(parts)
            words = _named([name for name in in_text if name not in named] or in_text, wording)
            found = _("all words in the text") if every else _("%(words)s in the text") % {"words": words}
            parts.append(_on(self.pages, found, wording))
        for reason in self.reasons:
            # A part of a word may be written as it was typed, and still be none.
            otherwise = [quoted(form, wording) for form in reason.forms if form != reason.asked]
            if otherwise:
                forms = either(otherwise, wording)
                parts.append(_("%(word)s as %(forms)s") % {"word": reason.quoted(wording), "forms": forms})
        missing = [
            reason.quoted(wording) for reason in self.reasons if not (reason.fields or reason.synonym_fields)
        ]
        if missing:
            parts.append(_("without %(words)s") % {"words": _named(missing, wording)})
        return "; ".join(parts)


def match_reasons(reasons: Sequence[Reason], pages: Sequence[int]) -> MatchReasons | None:
    """Return why a resource matched; None: no word was asked for."""
    found = any(reason.fields or reason.synonym_fields for reason in reasons)
    return MatchReasons(tuple(reasons), tuple(pages)) if found else None


def _named(names: Sequence[str], wording: Wording) -> str:
    names = list(dict.fromkeys(names))
    left = len(names) - _MAX_LISTED
    if left <= 1:
        return _listed(names, wording)
    more = wording.ngettext("%(words)s and %(count)s more word", "%(words)s and %(count)s more words", left)
    return more % {"words": ", ".join(names[:_MAX_LISTED]), "count": wording.number(left)}


def _on(pages: Sequence[int], found: str, wording: Wording) -> str:
    if not pages:
        return found
    names = [str(page) for page in pages]
    left = len(names) - _MAX_LISTED
    listed = _listed(names, wording)
    if left > 1:
        more = wording.ngettext(
            "%(pages)s and %(count)s more page", "%(pages)s and %(count)s more pages", left
        )
        listed = more % {"pages": ", ".join(names[:_MAX_LISTED]), "count": wording.number(left)}
    best = wording.ngettext(
        "%(found)s, best on page %(pages)s", "%(found)s, best on pages %(pages)s", len(names)
    )
    return best % {"found": found, "pages": listed}


def _listed(names: Sequence[str], wording: Wording) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(names) == 1:
        return names[0]
    return wording.gettext("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
