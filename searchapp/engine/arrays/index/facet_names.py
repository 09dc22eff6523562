"""The names of a facet's values in; those that a clause such as `topic:"use of force"` means out."""

from collections.abc import Collection, Iterable, Sequence

from indexer.analysis import Analyzer
from searchapp.engine.query.topic_names import readings


class FacetNames:
    """The names of one facet's values, and the ways to read them in each of some languages."""

    def __init__(self, names: Iterable[str], languages: Sequence[Analyzer]) -> None:
        # With a space before and behind, so that words are found whole.
        self._readings = {name: tuple(f" {terms} " for terms in readings(name, languages)) for name in names}
        self._called: dict[str, list[str]] = {}
        for name, ways in self._readings.items():
            for terms in ways:
                self._called.setdefault(terms[1:-1], []).append(name)

    def meant(self, ways: tuple[str, ...]) -> Collection[str]:
        """Return the names that can be read in one of the *ways*, else those that contain one."""
        if not any(ways):
            return ()
        called = {name for way in ways for name in self._called.get(way, ())}
        padded = [f" {way} " for way in ways]
        return called or [
            name
            for name, read in self._readings.items()
            if any(way in terms for terms in read for way in padded)
        ]
