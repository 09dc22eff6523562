"""The embedded engine's writing side: an IndexWriter whose builds are folders on this machine."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

from indexer.builds.build_reader import SegmentReader
from indexer.builds.builds import Builds, NewBuild
from indexer.config import Config
from indexer.errors import BuildError
from indexer.index_writer import Base, BuildInfo, Entry, Verification
from indexer.resource import Topic
from indexer.run_notes import RequestNote, RunNote


class EmbeddedIndexWriter:
    """See IndexWriter for what each method promises."""

    def __init__(self, config: Config) -> None:
        self._builds = Builds(config.paths.builds)
        self._memory = config.index.memory_bytes

    @contextmanager
    def lock(self, *, dry_run: bool = False) -> Iterator[None]:
        """Hold the indexer's lock. A dry run creates no folder for it, and goes without it if it must not write."""
        with ExitStack() as stack:
            if not dry_run:
                stack.enter_context(self._builds.lock())
            elif self._builds.root.is_dir():
                with suppress(BuildError):
                    stack.enter_context(self._builds.lock())
            yield

    def clean_up(self) -> None:
        """Remove what a killed indexer left behind."""
        self._builds.clean_up()

    def live_id(self) -> str | None:
        """Return the id of the live build."""
        return self._builds.live_id()

    def live(self) -> BuildInfo | None:
        """Return the live build."""
        live = self._builds.live()
        return live.manifest.info if live is not None else None

    def get(self, build_id: str) -> BuildInfo:
        """Return one build."""
        return self._builds.get(build_id).manifest.info

    def all(self) -> list[BuildInfo]:
        """Return every build whose manifest can be read, oldest first."""
        return [build.manifest.info for build in self._builds.all()]

    def entries(self, build_id: str) -> dict[str, Entry]:
        """Return the resources of a build with source and hash."""
        return self._builds.get(build_id).resource_hashes()

    def reader(self, build_id: str | None) -> SegmentReader:
        """Return the reader of a build."""
        if build_id is None:
            return SegmentReader(None)
        return SegmentReader(self._builds.get(build_id))

    def verify(self, build_id: str) -> Verification:
        """Read every file of a build completely."""
        build = self._builds.get(build_id)
        return Verification(build=build.id, files=len(build.manifest.files), damage=build.verify())

    def quick_damage(self, build_id: str) -> BuildError | None:
        """Return the first damage that names and sizes show."""
        return next(self._builds.get(build_id).quick_damage(), None)

    @contextmanager
    def begin(
        self, *, topics: Iterable[Topic], settings: Mapping[str, str], base: Base | None = None
    ) -> Iterator["_EmbeddedNewBuild"]:
        """Begin a build in a temporary folder."""
        with self._builds.begin(
            topics=topics,
            settings=settings,
            memory=self._memory,
            base=self._builds.get(base.build) if base is not None else None,
            previous=base.previous if base is not None else None,
        ) as new:
            yield _EmbeddedNewBuild(new)

    def publish(self, build_id: str) -> BuildInfo:
        """Make a build live in one step."""
        return self._builds.publish(build_id).manifest.info

    def rollback(self, build_id: str | None = None) -> BuildInfo:
        """Make an earlier build live, and hold what was live."""
        return self._builds.rollback(build_id).manifest.info

    def hold(self, content: str, why: str) -> None:
        """Keep builds of this content from being published automatically."""
        self._builds.hold(content, why)

    def held(self, content: str) -> str | None:
        """Return why builds of this content are held."""
        return self._builds.held(content)

    def prune(self, keep: int) -> list[str]:
        """Remove the oldest builds."""
        return self._builds.prune(keep)

    def note_run(self, run: RunNote) -> None:
        """Store what the last run did."""
        self._builds.note_run(run)

    def last_run(self) -> RunNote | None:
        """Return what the last run did."""
        return self._builds.last_run()

    def note_requests(self, requests: Mapping[str, RequestNote]) -> None:
        """Store the outcomes of requests to re-index."""
        self._builds.note_requests(requests)

    def requests(self) -> Mapping[str, RequestNote]:
        """Return the outcomes of requests to re-index."""
        return self._builds.requests()


class _EmbeddedNewBuild:
    """A build in progress that returns its BuildInfo instead of its files."""

    def __init__(self, new: NewBuild) -> None:
        self._new = new
        self.put = new.put
        self.remove = new.remove

    def finish(self) -> BuildInfo:
        """Finish and smoke-test the build."""
        return self._new.finish().manifest.info
