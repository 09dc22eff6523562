"""English words to stems: Snowball's, but for words that it confuses, and plurals that it leaves as they are."""

import re
from typing import Final

from indexer.analysis.english.vocabulary import COMMON_WORDS, IRREGULAR_ENDINGS, PROTECTED, SINGULARS_IN_S
from indexer.analysis.snowball import snowball

_snowball = snowball("english")

# "womens" is how many type "women's": it is the same word, as "officers" and "officer's" are.
_PROTECTED: Final = {word + "s": term for word, term in PROTECTED.items()} | PROTECTED
# Plurals that the stemmer leaves as they are, because no vowel comes before their last two characters: "SROs", "PhDs",
# "1990s", "K-9s".
_CONSONANT: Final = "[b-df-hj-np-tv-xz]"
_SHORT_PLURAL: Final = re.compile(rf"(?:{_CONSONANT}+[aeioy]|{_CONSONANT}{{2,}}|[a-z]*[0-9]+)(?<!s)s")
_PLURALS: Final = tuple(plural + ending for plural in IRREGULAR_ENDINGS for ending in ("", "s"))


def stem(plain: str) -> str:
    """Return the stem of a folded part: one for all inflections of an English word, and for no other word."""
    protected = _PROTECTED.get(plain)
    if protected is not None:
        return protected
    if plain.endswith(_PLURALS):
        word = plain.removesuffix("s")
        for plural, (singular, letters) in IRREGULAR_ENDINGS.items():
            if len(word) >= letters and word.endswith(plural):
                return word.removesuffix(plural) + singular
    if plain.endswith("s"):
        singular = plain[:-1]
        if len(plain) == 3 and singular in COMMON_WORDS and plain not in COMMON_WORDS:
            return plain  # "INS", "ORS" and "UPS" are not "in", "or" and "up"
        if _SHORT_PLURAL.fullmatch(plain) and plain not in SINGULARS_IN_S:
            return plain if singular in COMMON_WORDS else singular
    return _snowball(plain)
