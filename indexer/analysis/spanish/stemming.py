"""Spanish words to stems: Snowball's, over words without accents.

People type Spanish without accents, so "policia" and "policía" must have one stem: words are folded before they are
stemmed, ñ too (docs/adr/0019). Snowball knows most endings only with their accents, and takes some nouns for verbs; the
rules here repair what matters of that: a noun and its plural have one stem.
"""

import re
from typing import Final

from indexer.analysis.snowball import snowball
from indexer.analysis.spanish.vocabulary import PROTECTED

_snowball = snowball("spanish")

# "mujeres" is stemmed as "mujer" is: of the singular, Snowball cuts what looks like the ending of a verb.
_PLURAL_IN_ES: Final = re.compile(r"[a-z]{2,}[aeiou][dlnrsy]es")
# Of short words, Snowball cuts nothing: "usos", "años", "días".
_SHORT_PLURAL: Final = re.compile(r"[a-z]{1,3}[aeo]s")
_SHORTEST: Final = (
    4  # letters of a stem that loses its "i": "medio" and "medir" are not brought closer than they are
)


def stem(plain: str) -> str:
    """Return the stem of a folded part: one for a noun and its plural, and for most forms of a verb."""
    protected = PROTECTED.get(plain)
    if protected is not None:
        return protected
    if _PLURAL_IN_ES.fullmatch(plain):
        return _finished(_snowball(plain[:-2]))
    found = _snowball(plain)
    if found == plain and len(plain) > 3 and _SHORT_PLURAL.fullmatch(plain):
        return plain[:-1]
    return _finished(found)


def _finished(found: str) -> str:
    if found.endswith("z"):
        return found[:-1] + "c"  # "juez" and "jueces"
    # "ocurrió" and "ocurría" keep an "i" that "ocurrir" loses.
    return found[:-1] if found.endswith("i") and len(found) > _SHORTEST else found
