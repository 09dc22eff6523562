"""A source and the rules of its table in; the same source out, whose resources have what the rules give them."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from indexer.config.rules import Rule
from indexer.resource import Resource, Topic, key_like
from indexer.sources.ignored import Ignored
from indexer.sources.source import (
    FIRST_SCAN,
    FileReader,
    FormerIds,
    PreviousScan,
    Report,
    Scanned,
    ScanProgress,
    Source,
    Unchanged,
    WrittenPaths,
)

_WILDCARD: Final = re.compile(r"(\*\*/|\*\*|\*|\?)")
_MEANS: Final = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@lru_cache(maxsize=1024)
def pattern_of(glob: str) -> re.Pattern[str]:
    """Return *glob* as a regular expression for whole paths, and for addresses without their scheme.

    "*" and "?" stay within a folder, "**" does not. Without a slash it is the name of a file in any folder.
    """
    bare = (glob.partition("://")[2] or glob).removeprefix("/")
    pieces = "".join(_MEANS.get(piece) or re.escape(piece) for piece in _WILDCARD.split(bare))
    return re.compile(pieces if "/" in bare else f"(?:.*/)?{pieces}", re.DOTALL | re.IGNORECASE)


def matching(resource: Resource, rules: Sequence[Rule]) -> list[Rule]:
    """Return those of *rules* that match where *resource* is, in order."""
    places = _places(resource)
    return [rule for rule in rules if any(map(pattern_of(rule.match).fullmatch, places))]


def given(resource: Resource, rules: Sequence[Rule]) -> Resource:
    """Return *resource* with what *rules* give it: names are added to its own; the rest only where it says nothing itself."""
    for rule in rules:
        resource = replace(
            resource,
            types=tuple(dict.fromkeys((*resource.types, *rule.types))),
            topics=tuple(dict.fromkeys((*resource.topics, *rule.topics))),
            year=rule.year if resource.year is None else resource.year,
            language=resource.language or rule.text_language,
            metadata={**_missing(rule.metadata, resource.metadata), **resource.metadata},
        )
    return resource


def _missing(given: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return what *given* has under keys that *own* lacks in any case."""
    return {key: value for key, value in given.items() if key_like(own, key) is None}


def _places(resource: Resource) -> set[str]:
    """Return what patterns are compared with: the paths of its files, and its address with and without its host."""
    places = {document.address for document in resource.documents if document.address}
    for address in (resource.url, *places):
        if address and "://" in address:
            parts = urlsplit(address)
            path = unquote(parts.path)
            places |= {path.removeprefix("/"), parts.netloc + path}
    return places


class RuledSource:
    """A source whose resources are given what rules say."""

    def __init__(self, source: Source, rules: Sequence[Rule]) -> None:
        self._source = source
        self._rules = rules
        self._unmatched: dict[str, None] = {}  # patterns that nothing has matched in the last scan
        self._salt = json.dumps([rule.model_dump() for rule in rules], sort_keys=True).encode()

    @property
    def name(self) -> str:
        """The source's name in config.toml."""
        return self._source.name

    @property
    def origin(self) -> str:
        """Where its resources come from, for people."""
        return self._source.origin

    @property
    def skipped(self) -> Sequence[str]:
        """The files that the scan skipped by their names."""
        return self._source.skipped

    @property
    def ignored(self) -> Sequence[Ignored]:
        """What else the scan left out."""
        return self._source.ignored

    @property
    def notes(self) -> Sequence[str]:
        """What else editors should know about the scan: rules that nothing matches, too."""
        unused = [f"{self.name}: no resource matches the rule {match!r}" for match in self._unmatched]
        return [*self._source.notes, *unused]

    def topics(self, report: Report) -> tuple[Topic, ...]:
        """Return the topics that the source describes."""
        return self._source.topics(report)

    def resources(
        self, read: FileReader, report: Report, previous: PreviousScan = FIRST_SCAN
    ) -> Iterator[Scanned | Unchanged | ScanProgress]:
        """Yield every resource with what the rules give it; after a change of a rule, none is known from before."""
        self._unmatched = dict.fromkeys(rule.match for rule in self._rules)
        for found in self._source.resources(read, report, _PreviousScan(previous, self._fingerprint)):
            if isinstance(found, ScanProgress):
                yield found
            elif isinstance(found, Unchanged):
                self._unmatched.clear()  # what matched it in an earlier scan is not known
                yield replace(found, fingerprint=self._fingerprint(found.fingerprint))
            else:
                rules = matching(found.resource, self._rules)
                for rule in rules:
                    self._unmatched.pop(rule.match, None)
                resource = given(found.resource, rules)
                mark = found.fingerprint
                yield replace(
                    found, resource=resource, fingerprint=None if mark is None else self._fingerprint(mark)
                )

    def keeps(self, resource_id: str) -> bool:
        """Return whether a resource that the scan did not find may still exist."""
        return self._source.keeps(resource_id)

    def watched_paths(self, written: WrittenPaths) -> Iterator[Path]:
        """Yield the paths whose changes mean that the source has changed."""
        return self._source.watched_paths(written)

    def address_of(self, asked: str) -> str | None:
        """Return the address of the file that *asked* refers to."""
        return self._source.address_of(asked)

    def refusal(self, address: str) -> str | None:
        """Return why the file at *address* is not read."""
        return self._source.refusal(address)

    def history(self, address: str) -> Sequence[str]:
        """Return what is remembered of how the file at *address* was found and fetched."""
        return self._source.history(address)

    def _fingerprint(self, fingerprint: bytes) -> bytes:
        return hashlib.blake2b(fingerprint + self._salt, digest_size=16).digest()


class _PreviousScan:
    """The previous scan, asked with fingerprints that depend on the rules."""

    def __init__(self, previous: PreviousScan, fingerprint: Callable[[bytes], bytes]) -> None:
        self._previous = previous
        self._fingerprint = fingerprint

    def known(self, fingerprint: bytes) -> str | None:
        """Return the id of the resource whose input, and whose rules, had this fingerprint."""
        return self._previous.known(self._fingerprint(fingerprint))

    def file_ids(self, wanted: Collection[str]) -> Mapping[str, str]:
        """Return the ids of the resources that were a single file."""
        return self._previous.file_ids(wanted)

    def elsewhere(self, wanted: Collection[str]) -> Mapping[str, bool]:
        """Return those of the ids that resources of other sources have."""
        return self._previous.elsewhere(wanted)

    def former_ids(self, present: Collection[str]) -> Callable[[str], FormerIds]:
        """Return what tells the former ids of a document."""
        return self._previous.former_ids(present)
