"""An id or an address in; what became of it, from its source to the live build, out; changing nothing."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from indexer.config import Config
from indexer.engines import open_index_writer
from indexer.errors import BuildError
from indexer.library.library import last_runs
from indexer.library.lookup import LibraryTrace, Row
from indexer.sources.registry import open_source
from indexer.sources.source import Source

# The last runs whose failures are looked through: a document that fails does so in each.
_RUNS: Final = 3
_MOST_SAID: Final = 5


def trace(config: Config, asked: str) -> dict[str, Any]:
    """Return what is known of *asked*, an id or an address of any kind, as JSON values; raises LibraryError.

    "verdict" says it in one sentence; "resources" and "documents" are those it may mean, "refused" the rules against
    it, "said" the failures that name it, "nearest" ids that are like it.
    """
    builds = _Builds(config)
    resources: dict[str, Row] = {}
    documents: dict[str, Row] = {}
    scanned: dict[str, str | None] = {}
    nearest: list[str] = []
    if config.paths.library.exists():
        with LibraryTrace.open(config.paths.library) as library:
            scanned = library.sources()
            for name in _names(config, asked):
                documents |= {row["id"]: row for row in library.documents(name)}
                resources |= {row["id"]: row for row in library.resources(name)}
            for source, address in _places(config, asked):
                row = library.document(source.name, address)
                documents |= {row["id"]: row} if row is not None else {}
            for key, row in documents.items():
                listing = library.listing(key)
                row["resources"] = [one["id"] for one in listing]
                resources |= {one["id"]: one for one in listing if one["id"] not in resources}
            if not resources and not documents:
                nearest = get_close_matches([*_names(config, asked)][-1], library.ids(), n=3)
    for key, row in resources.items():
        row["builds"] = builds.holding(key)
    # A resource that the library lacks may still be in a build, and the other way round.
    lost = {
        name: found
        for name in _names(config, asked)
        if name not in resources and (found := builds.holding(name))
    }
    refused = {
        f"{source.name}/{address}": why
        for source, address in _places(config, asked)
        if (why := source.refusal(address))
    }
    return {
        "asked": asked,
        "verdict": next(chain(_in_builds(builds, resources, lost), _in_sources(documents, lost, refused))),
        "live": builds.live,
        "sources": {
            name: {"scanned": seen, "fetched": _fetched(config, name)} for name, seen in scanned.items()
        },
        "resources": list(resources.values()),
        "documents": list(documents.values()),
        "only_in_builds": lost,
        "refused": refused,
        "said": list(_said(config, asked)),
        "nearest": nearest,
    }


class _Builds:
    """The builds that there are, and which of them hold a resource."""

    def __init__(self, config: Config) -> None:
        index = open_index_writer(config)
        try:
            self.live = index.live_id()
        except BuildError:
            self.live = None
        known = index.all()
        self._held = {build.id for build in known if index.held(build.content) is not None}
        self._readers = [(build, index.reader(build.id)) for build in reversed(known)]

    def holding(self, resource_id: str) -> list[str]:
        """Return the ids of the builds that hold a resource, the newest first."""
        return [build.id for build, reader in self._readers if reader.get(resource_id) is not None]

    def waiting(self, ids: list[str]) -> str | None:
        """Return the newest of *ids* that is held."""
        return next((build_id for build_id in ids if build_id in self._held and build_id != self.live), None)


def _names(config: Config, asked: str) -> Iterator[str]:
    """Yield what *asked* may be called: as it stands, and the id in an address of our own pages."""
    yield asked
    base = config.site.base_url or ""
    path = urlsplit(asked.removeprefix(base)).path if base and asked.startswith(base) else asked
    path = path.partition("#")[0].partition("?")[0]
    if path.startswith("/resources/"):
        yield unquote(path.removeprefix("/resources/").removesuffix("/text"))
    elif path.startswith("/files/"):
        yield path.split("/")[2]


def _places(config: Config, asked: str) -> Iterator[tuple[Source, str]]:
    """Yield the sources, and the addresses in them, that *asked* names as a file."""
    for source in map(open_source, config.sources):
        address = source.address_of(asked)
        if address is not None:
            yield source, address


def _fetched(config: Config, name: str) -> str | None:
    """Return how what a source has comes to us; None: config.toml names it no more."""
    return next((open_source(source).origin for source in config.sources if source.name == name), None)


def _said(config: Config, asked: str) -> Iterator[str]:
    """Yield the failures of the last runs that name *asked*, each once."""
    said: dict[str, None] = {}
    for run in last_runs(config.paths.library, _RUNS):
        said |= dict.fromkeys(line for line in run.get("failures", ()) if asked in line)
    yield from list(said)[:_MOST_SAID]


def _in_builds(builds: _Builds, resources: dict[str, Row], lost: dict[str, list[str]]) -> Iterator[str]:
    """Yield what the builds tell of it, in one sentence, what matters most first."""
    live = [key for key, row in resources.items() if builds.live in row["builds"]]
    if live:
        yield f"it can be found: the live build holds {_named(live)}"
    left = [key for key, found in lost.items() if builds.live in found]
    if left:
        yield f"it can be found still, but its source has it no more: the live build holds {_named(left)}"
    for row in resources.values():
        held = builds.waiting(row["builds"])
        if held is not None:
            yield f"it waits: the gate held the build that has it; if that is meant, run: fieldguide publish {held}"
    if resources:
        yield "it was read, and is in no build that is live: run: fieldguide index"


def _in_sources(
    documents: dict[str, Row], lost: dict[str, list[str]], refused: dict[str, str]
) -> Iterator[str]:
    """Yield what the sources and the library tell of it, in one sentence, what matters most first."""
    if refused:
        yield "it is not read: " + "; ".join(f"{where}: {why}" for where, why in refused.items())
    for row in documents.values():
        if row["error"] is not None and row["passages"] is None:
            yield f"it could never be read: {row['error']}"
        if row["listing"]:
            yield "it is a listing page: the resources on it are found, itself it is none"
    if documents:
        yield "it was read, and no resource lists it: run: fieldguide index"
    for found in lost.values():
        yield f"its source has it no more; it is still in {_named(found)}"
    yield "it was never seen: no source has a resource or a file of that name"


def _named(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))
