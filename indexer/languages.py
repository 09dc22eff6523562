"""The languages whose texts can be analyzed, and what refers to them. Loads no analyzer: settings are checked by it."""

import re
from collections.abc import Mapping
from typing import Final

# A new one is a line here, and one in `indexer/analysis/languages.py` with its analyzer.
LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "es": "Spanish"}

# "es", "es-MX", "es_MX.UTF-8"; what follows the language says nothing about its words.
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_.][A-Za-z0-9_.-]*)?")
# What exports contain in place of tags: ISO 639-2, and names.
_OTHER_NAMES: Final = {
    **{name.casefold(): language for language, name in LANGUAGES.items()},
    "eng": "en",
    "spa": "es",
    "español": "es",
    "castellano": "es",
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
