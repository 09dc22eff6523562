"""What happened to one resource or file, from its source to the live build; changes nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from itertools import chain
from typing import Any, Final

from indexer.config import Config, RecordsSource
from indexer.control_characters import escaped
from indexer.errors import BuildError
from indexer.library.lookup import FoundDocument, FoundResource, LibraryTrace
from indexer.open_index_writer import open_index_writer
from indexer.runs.history import last_runs
from indexer.runs.traced_files import PossibleFile, export_at, possible_files
from indexer.runs.traced_names import possible_names
from indexer.sources.registry import open_source
from indexer.sources.source import Source

# Failures are searched in this many runs: a document that fails does so in each.
_FAILURES_FROM_RUNS: Final = 3
_MAX_FAILURES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedResource:
    """A resource that matches the id or address."""

    found: FoundResource
    builds: tuple[str, ...]  # ids of the builds that contain it, newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedDocument:
    """A document that matches the id or address."""

    found: FoundDocument
    resources: tuple[str, ...]  # ids of the resources that list it


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedSource:
    """A source in the library."""

    scanned: str | None  # when it was last scanned completely; None: never
    origin: str | None  # where its content comes from; None: it is no longer in config.toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything known about an id or an address."""

    subject: str
    verdict: str  # in one sentence
    live: str | None  # the live build
    sources: Mapping[str, TracedSource]
    resources: tuple[TracedResource, ...]  # the resources that it may refer to
    documents: tuple[TracedDocument, ...]  # the documents that it may refer to
    now_at: tuple[str, ...]  # the files that it may refer to, by their names now: they were renamed
    export_of: str | None  # the source whose export it is
    only_in_builds: Mapping[str, tuple[str, ...]]  # id -> builds that contain what the library lacks
    refused: Mapping[str, str]  # file -> the rule that excludes it
    history: Mapping[str, tuple[str, ...]]  # file -> how it was found and fetched, a line each
    failures: tuple[str, ...]  # failures in the last runs that mention it
    nearest: tuple[str, ...]  # similar ids, if nothing was found

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            **asdict(self),
            "resources": [{**asdict(one.found), "builds": one.builds} for one in self.resources],
            "documents": [{**asdict(one.found), "resources": one.resources} for one in self.documents],
        }


def trace(config: Config, subject: str) -> Trace:
    """Return everything known about *subject*, an id or any kind of address; raises LibraryError."""
    builds = _Builds(config)
    resources: dict[str, FoundResource] = {}
    documents: dict[str, TracedDocument] = {}
    scanned: dict[str, str | None] = {}
    nearest: list[str] = []
    renamed: dict[str, FoundDocument] = {}
    names = _possible_names(config, subject)
    files = tuple(possible_files(names, config.sources))
    export, records = export_at(names, config.sources), 0
    if config.paths.library.exists():
        with LibraryTrace.open(config.paths.library) as library:
            scanned = library.sources()
            found: dict[str, FoundDocument] = {}
            for name in names:
                found |= {one.id: one for one in library.documents(name)}
                resources |= {one.id: one for one in library.resources(name)}
            for source, address in _file_addresses(config, subject):
                document = library.document(source.name, address)
                found |= {document.id: document} if document is not None else {}
            # What is there under a name is always meant by it, whatever had the name before.
            if not resources and not any(one.in_last_scan for one in found.values()):
                for key in (*names, *(file.document for file in files)):
                    renamed |= {one.id: one for one in library.renamed(key) if one.in_last_scan}
                found |= renamed
            records = library.count(export.name) if export is not None else 0
            for key, document in found.items():
                listing = library.listing(key)
                documents[key] = TracedDocument(found=document, resources=tuple(one.id for one in listing))
                resources |= {one.id: one for one in listing if one.id not in resources}
            if not resources and not documents:
                nearest = get_close_matches(names[-1], library.ids(), n=3)
    traced = tuple(TracedResource(found=one, builds=builds.containing(key)) for key, one in resources.items())
    lost = _only_in_builds(builds, names, files, resources.keys())
    refused = {
        f"{source.name}/{address}": why
        for source, address in _file_addresses(config, subject)
        if (why := source.refusal(address))
    }
    history = {
        f"{source.name}/{address}": tuple(lines)
        for source, address in _file_addresses(config, subject)
        if (lines := source.history(address))
    }
    read = tuple(documents.values())
    now_at = tuple(f"{one.source}/{one.address}" for one in renamed.values())
    told = (*names, *((export.path.name,) if export is not None else ()))
    return Trace(
        subject=subject,
        verdict=(f"it is now {_joined(now_at)}; " if now_at else "")
        + next(
            chain(
                _verdicts_from_builds(builds, traced, lost, renamed=bool(now_at)),
                _verdicts_from_export(export, records, _failures_naming(config, told, runs=1)),
                _verdicts_from_sources(read, lost, refused),
            )
        ),
        live=builds.live,
        sources={
            name: TracedSource(scanned=seen, origin=_origin(config, name)) for name, seen in scanned.items()
        },
        resources=traced,
        documents=read,
        now_at=now_at,
        export_of=export.name if export is not None else None,
        only_in_builds=lost,
        refused=refused,
        history=history,
        failures=_failures_naming(config, told),
        nearest=tuple(nearest),
    )


def _only_in_builds(
    builds: "_Builds", names: Sequence[str], files: Sequence[PossibleFile], known: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return {id: builds} of the resources that builds contain, but not the library: they are not among the *known*."""
    wanted: list[tuple[str, PossibleFile | None]] = [(name, None) for name in names]
    wanted += [(key, file) for file in files for key in file.resources]
    return {
        key: containing
        for key, file in wanted
        if key not in known and (containing := builds.containing(key, file))
    }


class _Builds:
    """All builds, and which of them contain a resource."""

    def __init__(self, config: Config) -> None:
        index = open_index_writer(config)
        try:
            self.live = index.live_id()
        except BuildError:
            self.live = None
        known = index.all()
        self._held_ids = {build.id for build in known if index.held(build.content) is not None}
        self._readers = [(build, index.reader(build.id)) for build in reversed(known)]

    def containing(self, resource_id: str, file: PossibleFile | None = None) -> tuple[str, ...]:
        """Return the ids of the builds that contain a resource (with this *file*), newest first."""
        return tuple(
            build.id
            for build, reader in self._readers
            if (stored := reader.get(resource_id)) is not None and (file is None or file.is_in(stored))
        )

    def held_among(self, ids: Iterable[str]) -> str | None:
        """Return the newest of *ids* that is held."""
        return next(
            (build_id for build_id in ids if build_id in self._held_ids and build_id != self.live), None
        )


def _possible_names(config: Config, subject: str) -> tuple[str, ...]:
    return possible_names(subject, root=config.public_root, prefix=config.path_prefix)


def _file_addresses(config: Config, subject: str) -> Iterator[tuple[Source, str]]:
    """Yield each source in which *subject* may be a file, with the file's address in it."""
    for source in map(open_source, config.sources):
        addresses = map(source.address_of, _possible_names(config, subject))
        yield from ((source, address) for address in dict.fromkeys(addresses) if address is not None)


def _origin(config: Config, name: str) -> str | None:
    """Return where a source's content comes from; None: it is no longer in config.toml."""
    return next((open_source(source).origin for source in config.sources if source.name == name), None)


def _failures_naming(
    config: Config, given: Iterable[str], runs: int = _FAILURES_FROM_RUNS
) -> tuple[str, ...]:
    """Return the failures in the last runs that mention one of the names *given*, each once."""
    failures: dict[str, None] = {}
    names = {form for name in given if name for form in (name, escaped(name))}
    for run in last_runs(config.paths.library, runs):
        if run.ended is not None:
            failures |= dict.fromkeys(
                line for line in run.ended.failures if any(name in line for name in names)
            )
    return tuple(failures)[:_MAX_FAILURES]


def _verdicts_from_builds(
    builds: _Builds,
    resources: Sequence[TracedResource],
    lost: Mapping[str, tuple[str, ...]],
    *,
    renamed: bool,
) -> Iterator[str]:
    """Yield possible verdicts from the builds, one sentence each, the most important first."""
    live = [one.found.id for one in resources if builds.live in one.builds]
    if live:
        yield f"it can be found: the live build contains {_joined(live)}"
    left = [key for key, found in lost.items() if builds.live in found]
    if left and renamed:
        yield f"it can still be found under its old name: the live build contains {_joined(left)}"
    elif left:
        yield f"it can still be found, but its source no longer contains it: the live build contains {_joined(left)}"
    for one in resources:
        held = builds.held_among(one.builds)
        if held is not None:
            yield f"it is waiting: the gate held the build that contains it; if the change is intended, run: fieldguide publish {held}"
    if resources:
        yield "it was read, but is not in the live build; run: fieldguide index"


def _verdicts_from_export(
    export: RecordsSource | None, records: int, failures: Sequence[str]
) -> Iterator[str]:
    """Yield the verdict on the export of a source."""
    if export is not None:
        said = f"the last run said: {failures[0]}" if failures else "the last run had no failure in it"
        yield f"it is the export of the source {export.name!r}, of which the library has {records:,} resource{'s' * (records != 1)}; {said}"


def _verdicts_from_sources(
    documents: Sequence[TracedDocument], lost: Mapping[str, tuple[str, ...]], refused: Mapping[str, str]
) -> Iterator[str]:
    """Yield possible verdicts from the sources and the library, one sentence each, the most important first."""
    for found in lost.values():
        yield f"its source no longer contains it; it is still in {_joined(found)}"
    if refused:
        yield "it is not read: " + "; ".join(f"{where}: {why}" for where, why in refused.items())
    for document in documents:
        if document.found.error is not None and document.found.passages is None:
            yield f"it could never be read: {document.found.error}"
        if document.found.listing:
            yield "it is a listing page: the resources that it lists can be found, but it is not one itself"
    if any(document.found.in_last_scan for document in documents):
        yield "it was read, but no resource lists it; run: fieldguide index"
    if documents:
        yield "its source no longer contains it, and neither does any build"
    yield "it was never seen: no source contains a resource or a file of that name"


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
