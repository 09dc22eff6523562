"""Resources listed by their titles in; what tells those of the same title apart, out."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from searchapp.engine.results import Hit
from searchapp.web.labels import format_name, names_line, path_line
from searchapp.web.shortening import NAME, shortened

_Fact = Callable[[Hit], str]


def _formats(hit: Hit) -> str:
    return names_line(tuple(dict.fromkeys(format_name(document.format) for document in hit.documents)))


def _address(hit: Hit) -> str:
    return shortened(hit.documents[0].address if hit.documents else hit.url or hit.id, NAME)


# What is said, the shortest first.
_FACTS: Final[tuple[_Fact, ...]] = (_formats, path_line, _address)


def told_apart(listed: Sequence[Hit], *others: Hit) -> dict[str, str]:
    """Return, by its id, what is to be said of each resource *listed* whose title another of them, or of *others*, has too."""
    alike: dict[str, list[Hit]] = defaultdict(list)
    for hit in (*listed, *others):
        alike[" ".join(hit.title.split()).casefold()].append(hit)
    said: dict[str, str] = {}
    for hits in alike.values():
        if len(hits) > 1:
            said |= _differences(hits)
    return {hit.id: said[hit.id] for hit in listed if said.get(hit.id)}


def _differences(hits: Sequence[Hit]) -> dict[str, str]:
    """Return as many facts of each of *hits* as tell all of them apart; types and years stand beside each title anyway."""
    keys: dict[str, tuple[object, ...]] = {hit.id: (hit.types, hit.year) for hit in hits}
    said: dict[str, list[str]] = {hit.id: [] for hit in hits}
    for fact in _FACTS:
        if len(set(keys.values())) == len(hits):
            break
        facts = {hit.id: fact(hit) for hit in hits}
        if len(set(facts.values())) > 1:
            for key, words in facts.items():
                keys[key] += (words,)
                said[key] += [words] if words else []
    return {key: ", ".join(words) for key, words in said.items()}
