"""The engine on whichever build is live; it follows the live build by itself."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

from indexer.builds import Build, Builds
from indexer.errors import BuildError, NoBuildError
from indexer.facets import FacetTable
from searchapp.engine.arrays.engine import ArrayEngine
from searchapp.engine.explanation import Explanation
from searchapp.engine.listing import Listing
from searchapp.engine.live_synonyms import LiveSynonyms
from searchapp.engine.pinned_engine import PinnedEngine
from searchapp.engine.quotation import Quotation
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import (
    LibraryStatus,
    QuotedView,
    ResourceView,
    SearchResults,
    StoredFile,
    TextView,
    TopicView,
)
from searchapp.engine.suggesting.suggestion import MAX_SUGGESTIONS, Suggestion

log = logging.getLogger(__name__)

RETRY: Final = 1.0  # seconds: a build that goes live must be seen within one (docs/operations.md)


class LiveEngine:
    """Answers from the live build: running requests finish on the build they began with. Safe between threads."""

    def __init__(
        self, builds: Builds, open_build: Callable[[Build], ArrayEngine], synonyms: Path | None = None
    ) -> None:
        self._builds = builds
        self._open = open_build
        self._synonyms = LiveSynonyms(synonyms)
        self._lock = Lock()
        self._engine: ArrayEngine | None = None
        self._seen: str | None = None  # the id that CURRENT named when it was last looked at
        self._tried = 0.0  # when it was last opened, monotonic seconds
        self._problem: BuildError | None = None
        # The build last read whole, and its damage.
        self._verified: tuple[str, BuildError | None] | None = None

    def pinned(self) -> PinnedEngine:
        """Return the engine on the build that is live now; see SearchEngine."""
        engine = self._following_synonyms(self._now())
        return PinnedEngine(engine, damage_of=self._damage_of, status=self._status)

    def pinned_to(self, build_id: str) -> PinnedEngine:
        """Return the engine on one build, live or not; raises BuildError."""
        return PinnedEngine(self._opened(build_id), damage_of=self._damage_of, status=self._status)

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page asked for; see SearchEngine."""
        return self.pinned().search(request)

    def listing(self, request: SearchRequest) -> Listing:
        """Return the resources of the page asked for; see SearchEngine."""
        return self.pinned().listing(request)

    def ranked(self, text: str, limit: int, start: int = 0) -> list[tuple[str, float]]:
        """Return ids and scores alone, unfiltered: what `evaluate` judges."""
        return self.pinned().ranked(text, limit, start)

    def suggest(self, text: str, limit: int = MAX_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Return entries that contain what was typed; see SearchEngine."""
        return self.pinned().suggest(text, limit)

    def resource(
        self, resource_id: str, text: str = "", *, start: int = 0, documents: int = 0, expand: bool = True
    ) -> ResourceView | None:
        """Return one resource; see SearchEngine."""
        return self.pinned().resource(resource_id, text, start=start, documents=documents, expand=expand)

    def text(
        self, resource_id: str, part: int = 1, text: str = "", *, expand: bool = True
    ) -> TextView | None:
        """Return a part of a resource's text; see SearchEngine."""
        return self.pinned().text(resource_id, part, text, expand=expand)

    def quoted(self, resource_id: str, quotations: Sequence[Quotation]) -> QuotedView | None:
        """Return passages of a resource; see SearchEngine."""
        return self.pinned().quoted(resource_id, quotations)

    def topics(self) -> tuple[TopicView, ...]:
        """Return every topic by name; see SearchEngine."""
        return self.pinned().topics()

    def facets(self) -> FacetTable:
        """Return the facets of the library; see SearchEngine."""
        return self.pinned().facets()

    def file(self, document_id: str) -> StoredFile | None:
        """Return where a document's file lies; see SearchEngine."""
        return self.pinned().file(document_id)

    def explain(self, resource_id: str, text: str) -> Explanation | None:
        """Return why a resource has its score; see SearchEngine."""
        return self.pinned().explain(resource_id, text)

    def ping(self) -> str:
        """Return the live build's id, or raise NoBuildError."""
        return self.pinned().ping()

    def version(self) -> str:
        """Return what answers depend on besides the request; see SearchEngine."""
        return self.pinned().version()

    def status(self) -> LibraryStatus:
        """Return what is live, how much it contains, and how the last run went; see SearchEngine."""
        return self.pinned().status()

    def _status(self, engine: ArrayEngine) -> LibraryStatus:
        manifest, problem = engine.build.manifest, self._problem
        run = self._builds.last_run()
        return LibraryStatus(
            build=engine.info,
            resources=manifest.resources,
            passages=manifest.passages,
            facets={name: len(values) for name, values in manifest.facets.items()},
            sources_seen_at=run.sources_seen_at if run is not None else None,
            last_run=run,
            problem=" ".join(filter(None, (_public_problem(problem), self._synonyms_problem()))) or None,
        )

    def _synonyms_problem(self) -> str | None:
        problem = self._synonyms.problem
        if problem is None:
            return None
        line = "" if problem.line is None else f" (line {problem.line:,})"
        return f"The synonyms file cannot be used{line}: {problem.what}; {problem.fix}. What it said before is used."

    def _following_synonyms(self, engine: ArrayEngine) -> ArrayEngine:
        """Return *engine* with the synonyms that the file has now."""
        file = self._synonyms.current()
        if file.version == engine.synonyms_version:
            return engine
        # One thread prepares them; the others go on with those from before.
        if not self._lock.acquire(blocking=False):
            return engine
        try:
            prepared = engine.with_synonyms(file)
            if self._engine is engine:
                self._engine = prepared
            return prepared
        finally:
            self._lock.release()

    def _damage_of(self, build: Build) -> BuildError | None:
        """Return the first damage of *build*; it is read whole once, however many requests fail."""
        if self._verified is None or self._verified[0] != build.id:
            damage = next(iter(build.verify()), None)
            if damage is not None:
                self._problem = damage
                log.error("build is damaged", extra={"build": build.id, "error": str(damage)})
            self._verified = build.id, damage
        return self._verified[1]

    def _now(self) -> ArrayEngine:
        """Return the engine on the live build, or on the last one that could be read."""
        # One small file, read at each request: a new build is seen at once, and the cost is some microseconds.
        try:
            named = self._builds.live_id()
        except BuildError as error:
            if self._engine is None:
                raise
            self._problem, self._seen = error, None  # looked at anew once it can be read
            return self._engine
        # One thread opens the new build; the others go on with the old one meanwhile.
        if self._stale(named) and self._lock.acquire(blocking=self._engine is None):
            try:
                if self._stale(named):
                    self._follow(named)
            finally:
                self._lock.release()
        if self._engine is None:
            if named is not None and self._problem is not None:
                raise self._problem
            raise self._nothing_live()
        return self._engine

    def _nothing_live(self) -> NoBuildError:
        return NoBuildError("no build is live", where=str(self._builds.root), fix="run: fieldguide index")

    def _stale(self, named: str | None) -> bool:
        if named != self._seen:
            return True
        # With nothing to answer from, a build that could not be read is tried again, though not by every request.
        return self._engine is None and monotonic() - self._tried >= RETRY

    def _follow(self, named: str | None) -> None:
        if named is None:
            # Whatever was live goes on answering.
            self._problem = self._nothing_live() if self._engine is not None else None
            self._seen, self._tried = None, monotonic()
            return
        try:
            self._engine, self._problem = self._opened(named), None
        except BuildError as error:
            self._problem = error
            if named != self._seen:
                log.error("build cannot be read", extra={"build": named, "error": str(error)})  # noqa: TRY400
        self._seen, self._tried = named, monotonic()

    def _opened(self, named: str) -> ArrayEngine:
        build = self._builds.get(named)
        try:
            return self._open(build).with_synonyms(self._synonyms.current())
        except BuildError:
            raise
        except Exception:
            # A damaged file may raise anything at all; if every file is sound, it is a fault of ours.
            damage = build.verify()
            if not damage:
                raise
            raise damage[0] from None


def _public_problem(problem: BuildError | None) -> str | None:
    """Return what anyone may know: paths and contents are for staff, in the log and `fieldguide status`."""
    if problem is None:
        return None
    reason = problem.what if isinstance(problem, NoBuildError) else "it is damaged or missing"
    return f"The newest build cannot be read: {reason}."
