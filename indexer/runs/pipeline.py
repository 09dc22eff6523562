"""One run of `index`, from start to end: sources -> library -> build -> gate -> live."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.config import Config
from indexer.control_characters import escaped
from indexer.errors import BuildError, FieldguideError, LibraryError, RecordError, SourceError
from indexer.index_writer import IndexWriter
from indexer.library.database import copy_database
from indexer.library.library import Library
from indexer.library.read_cache import CachedReader
from indexer.open_index_writer import open_index_writer
from indexer.readers.sandbox.guard import GuardedReader
from indexer.run_notes import RunNote
from indexer.runs.inventory import Inventory, InventoryCount
from indexer.runs.publishing import Publishing
from indexer.runs.reindexing import ReindexRequests
from indexer.runs.relevance_changes import Judge
from indexer.runs.report import (
    MAX_LISTED_SKIPPED,
    EndedRun,
    FailedRun,
    Failures,
    RunOptions,
    RunReport,
    Stages,
)
from indexer.sources.registry import open_source
from indexer.sources.source import Report, Scanned, ScanProgress, Source, Unchanged

Progress = Callable[
    [str, int, int | None], None
]  # takes the current task, how much is done, and the total if known


def run_index(
    config: Config, options: RunOptions, *, report: Report, progress: Progress, judge: Judge | None = None
) -> RunReport:
    """Scan the sources, and publish a build of their content if it changed and passes the gate.

    *report* receives the failures that do not stop the run; *judge* runs the judged queries against a build. Raises
    ConfigError, LibraryError, BuildError, LockedError, and FieldguideError if no source can be scanned and the library is
    empty.
    """
    chosen = [config.source(options.source)] if options.source is not None else list(config.sources)
    failures, stages = Failures(report), Stages()
    index = open_index_writer(config)
    with _library(config, index, dry_run=options.dry_run) as library:
        started = _now()
        run = library.begin_run(now=started)
        requests = ReindexRequests(config.paths.requests, index)
        request: str | None = None
        try:
            if not options.dry_run and options.source is None:  # a request is for all sources
                request = requests.take(now=started)
            names = [source.name for source in config.sources]
            library.set_sources(names, drop_others=options.source is None)
            with stages("reading"), GuardedReader(config.reading) as reader:
                scanning = _Scanning(
                    library,
                    reader,
                    config.reading.max_bytes,
                    failures,
                    progress,
                    properties=frozenset(facet.origin.casefold() for facet in config.facet_table),
                    reread=options.reread,
                )
                sources = [open_source(source) for source in chosen]
                scanned = [scanning.scan(source) for source in sources]
            if failures.count:
                _require_something(library, scanned=any(scanned))
            publishing = Publishing(
                config=config,
                options=options,
                library=library,
                index=index,
                judge=judge,
                stages=stages,
                failed=failures.count,
            )
            done = publishing.run(lambda count, total: progress("building", count, total))
            with suppress(LibraryError):  # what was published counts; the next run harvests what is missing
                library.finish_harvest()
        except FieldguideError as error:
            failed = FailedRun(
                failed=failures.count + 1, failures=(*failures.lines, str(error)), started=started
            )
            _note(library, index, run, failed, dry_run=options.dry_run)
            _finish(requests, request, failed)
            raise
        without_text = tuple(
            escaped(f"{source}/{address}") for source, address, _ in library.documents.without_text()
        )
        skipped = tuple(name for source in sources for name in source.skipped)
        done = replace(
            done,
            failed=failures.count,
            failures=tuple(failures.lines),
            without_text=without_text,
            skipped=len(skipped),
            skipped_first=skipped[:MAX_LISTED_SKIPPED],
            first_scans=tuple(scanning.first_scans),
            ignored=tuple(one for source in sources for one in source.ignored),
            notes=(*(note for source in sources for note in source.notes), *done.notes),
            took=stages.seconds,
            started=started,
            finished=_now(),
        )
        _note(library, index, run, done, dry_run=options.dry_run)
        _finish(requests, request, done)
    return done


def _finish(requests: ReindexRequests, request: str | None, ended: EndedRun) -> None:
    """Record the outcome of a requested run. If that fails, the run still counts."""
    if request is not None:
        with suppress(BuildError):
            requests.finish(request, ended)


def _note(library: Library, index: IndexWriter, run: int, ended: EndedRun, *, dry_run: bool) -> None:
    """Record what a run did. If that fails, the run still counts."""
    finished = _now()
    with suppress(LibraryError):
        library.end_run(run, json.dumps(ended.as_json()), now=finished)
    if not dry_run:
        with suppress(BuildError, LibraryError):
            index.note_run(
                RunNote(
                    started=ended.started,
                    finished=finished,
                    outcome=ended.outcome,
                    sources_seen_at=library.sources_seen_at(),
                    **ended.counts,
                )
            )


@contextmanager
def _library(config: Config, index: IndexWriter, *, dry_run: bool) -> Iterator[Library]:
    """Yield the library, locked; for a dry run, yield a copy of it, so that nothing on disk changes."""
    path = config.paths.library
    with ExitStack() as stack:
        stack.enter_context(index.lock(dry_run=dry_run))
        if not dry_run:
            index.clean_up()
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="fieldguide-"))
            copy = Path(folder) / "library.db"
            if path.exists():
                copy_database(path, copy)
            path = copy
        yield stack.enter_context(Library(path))


def _require_something(library: Library, *, scanned: bool) -> None:
    """Refuse to publish nothing because of mistakes."""
    if not any(library.sources().values()):
        raise FieldguideError(
            "nothing could be read" if scanned else "no source could be scanned, and the library is empty",
            where="[[sources]]",
            fix="fix the errors above, then run `index` again",
        )


@dataclass(frozen=True, slots=True)
class _Scanning:
    """Scans sources into the library, one after another."""

    library: Library
    reader: GuardedReader
    max_bytes: int
    failures: Failures
    progress: Progress
    properties: frozenset[str] = (
        frozenset()
    )  # those that facets are read from, in folded case: no others are kept
    reread: bool = False  # read everything, even if it looks unchanged
    first_scans: list[Inventory] = field(default_factory=list)  # of sources of which the library had nothing

    def scan(self, source: Source) -> bool:
        """Scan one source; return whether the scan was complete. If not, everything known of the source stays."""
        now, known = _now(), self.library.sources()[source.name]
        reading = CachedReader(
            source=source.name,
            documents=self.library.documents,
            reader=self.reader,
            max_bytes=self.max_bytes,
            report=self.failures,
            now=now,
            reread=self.reread,
        )
        scan = self.library.scan(source.name, now=now, reread=self.reread)
        counts_files, first = False, InventoryCount()
        try:
            topics = source.topics(self.failures)
            for found in source.resources(reading, self.failures, scan):
                if isinstance(found, ScanProgress):
                    self.progress(f"{found.stage} {source.name}", found.done, found.total)
                    counts_files = counts_files or found.stage == "reading"
                    continue
                try:
                    if isinstance(found, Unchanged):
                        scan.keep(found)
                    else:
                        scan.add(_with_properties(found, self.properties))
                        if not known:
                            first.add(found.resource)
                except RecordError as error:
                    self.failures(error)
                if not counts_files:
                    # The previous count is the best guess of the total; beyond it the total is unknown.
                    self.progress(f"reading {source.name}", len(scan), known if len(scan) <= known else None)
        except SourceError as error:
            self.failures(error)
            return False
        scan.finish(topics, self.library.documents, reading.seen, source.keeps)
        if not known:
            self.first_scans.append(first.result(source.name, self.library.documents.formats(source.name)))
        return True


def _with_properties(found: Scanned, names: frozenset[str]) -> Scanned:
    """Return *found* with the properties of these *names*, whatever their case, alone: others, such as a page's time, may change at every scan."""
    given = found.resource.properties
    kept = {name: values for name, values in given.items() if name.casefold() in names}
    if len(kept) == len(given):
        return found
    return replace(found, resource=replace(found.resource, properties=kept))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
