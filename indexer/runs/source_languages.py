"""The languages that config.toml gives to whole sources, for resources without one of their own."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from indexer.config import SourceConfig
from indexer.resource import Resource


class SourceLanguages:
    """Gives each resource the language of its source, if that has one."""

    def __init__(self, sources: Iterable[SourceConfig]) -> None:
        self._languages = {source.name: source.language for source in sources if source.language is not None}

    def as_setting(self) -> str:
        """Return them as text: a build with other ones is rebuilt."""
        return json.dumps(self._languages, sort_keys=True)

    def applied(self, pairs: Iterable[tuple[Resource, str]]) -> Iterator[tuple[Resource, str]]:
        """Yield each resource with its hash, in the language of its source unless it has its own."""
        for resource, digest in pairs:
            language = self._languages.get(resource.source)
            if language is None or resource.language is not None:
                yield resource, digest
            else:
                yield replace(resource, language=language), digest
