"""A word typed with a hyphen in; its words, for where no text has them side by side, out: a hyphen requires no phrase."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from indexer.analysis import HYPHENS, Analyzer
from searchapp.engine.query.concepts import Concept
from searchapp.engine.query.query import Unit, Words

_HYPHEN: Final = re.compile(f"[{HYPHENS}]")


def words_apart(unit: Unit, analyzer: Analyzer) -> Iterator[Words]:
    """Yield each word of *unit* that counts, if it is one word with a hyphen that may be anywhere in a text."""
    if not isinstance(unit, Words) or unit.quoted or unit.scope != "all" or len(unit.words) > 1:
        return
    typed = unit.words[0].raw
    if len(unit.words[0].parts) == 1 or not _HYPHEN.search(typed):
        return
    for word in analyzer.words(_HYPHEN.sub(" ", typed)):
        if not (len(word.parts) == 1 and analyzer.is_common(word.parts[0].plain)):
            yield Words((word,), times=unit.times)


def apart_where_needed(asked: Sequence[Concept], occurs: Callable[[Concept], bool]) -> tuple[Concept, ...]:
    """Return *asked* with the words of each hyphenated word that nowhere *occurs*, if all of these do; each asked for once.

    Where one of them does not, the word is misspelt or unknown as a whole.
    """
    whole = [
        not concept.apart or bool(concept.synonyms) or occurs(concept) or not all(map(occurs, concept.apart))
        for concept in asked
    ]
    typed = {concept.choices[0] for concept, kept in zip(asked, whole, strict=True) if kept}
    found: list[Concept] = []
    for concept, kept in zip(asked, whole, strict=True):
        for each in (concept,) if kept else concept.apart:
            if kept or each.choices[0] not in typed:
                typed.add(each.choices[0])
                found.append(each)
    return tuple(found)
