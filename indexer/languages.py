"""The languages whose texts can be analyzed, as a table, and what refers to them. Loads no analyzer: settings are checked by it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language whose texts can be analyzed."""

    code: str  # as in "lang" attributes
    name: str  # in English
    other_names: tuple[str, ...]  # what exports contain in place of tags: ISO 639-2, and its own name
    # The name of Snowball's stemmer, which gets words without accents; None: its analyzer is in `indexer/analysis/`.
    stemmer: str | None = None
    # Articles, pronouns, prepositions, conjunctions, auxiliaries and question words, as folding leaves them. A negation
    # carries meaning, and is none.
    common_words: str = ""
    # Each line is a question word, then the words that only ask with it, at either end of a question.
    fillers: str = ""
    version: int = (
        1  # of the two above: raise it with any change, so that builds with this language are built again
    )


# A language whose stemmer needs no rules of ours is complete with its entry.
_TABLE: Final = (
    Language(code="en", name="English", other_names=("eng",)),
    Language(code="es", name="Spanish", other_names=("spa", "español", "castellano")),
    Language(
        code="de",
        name="German",
        other_names=("deu", "ger", "deutsch"),
        stemmer="german",
        # Umlauts are folded, or typed as two letters: "für" is "fur", and often "fuer".
        common_words="""
            aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus bei beim
            bin bis bist da dabei dadurch dafuer dafur daher damit dann daran darauf daraus darf darin darum das dass davon
            dazu dein deine deinem deinen deiner dem den denen denn der deren des deshalb dessen dich die dies diese
            diesem diesen dieser dieses dir doch dort du durch durfen duerfen ein eine einem einen einer eines einige
            einigen einiger er es euch euer eure fuer fur habe haben hat hatte hatten haette haetten hier ich ihm ihn
            ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins ist jede jedem jeden jeder jedes jetzt kann koennen
            koennte konnen konnte konnten man manche mehr mein meine meinem meinen meiner meines mich mir mit muessen
            muss mussen musste mussten nach noch nun ob oder sehr sein seine seinem seinen seiner seines seit sich sie
            sind so solche sollen soll sollte sollten sondern sowie ueber uber um und uns unser unsere unserem unseren
            unserer unter vom von vor waehrend wahrend waere war ware waren warum was wegen weil welche welchem welchen
            welcher welches wenn wer werde werden wie wieder wir wird wo wobei wollen worden wurde wurden zu zum zur
            zwischen
            """,
        fillers="""
            was bedeutet bedeuten gehoert gehort heisst
            wo finde findet liegen liegt stehen steht
            wie geht mache macht
            """,
    ),
)
LANGUAGES: Final[Mapping[str, Language]] = {language.code: language for language in _TABLE}

# "es", "es-MX", "es_MX.UTF-8"; what follows the language says nothing about its words.
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_.][A-Za-z0-9_.-]*)?")
_OTHER_NAMES: Final = {
    name.casefold(): language.code for language in _TABLE for name in (language.name, *language.other_names)
}


def language_of(tag: str | None) -> str | None:
    """Return the language that a tag or a name refers to; None: there is no analyzer for it."""
    if tag is None:
        return None
    stripped = tag.strip()
    named = _OTHER_NAMES.get(stripped.casefold())
    if named is not None:
        return named
    found = _TAG.fullmatch(stripped)
    if found is None:
        return None
    code = found[1].lower()
    code = _OTHER_NAMES.get(code, code)
    return code if code in LANGUAGES else None
