"""The folder of builds: writes new ones, knows which is live, publishes, rolls back, and removes old ones."""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from indexer.builds.build import Build
from indexer.builds.build_writer import BuildWriter, remove_tree, sync
from indexer.builds.lock import indexer_lock
from indexer.builds.notes import Notes
from indexer.codec.ingest.memory_budget import MEMORY, MemoryBudget
from indexer.errors import BuildError, NoBuildError, fix_for_writing
from indexer.index_writer import Entry
from indexer.regular_file import read_small
from indexer.resource import Resource, Topic
from indexer.run_notes import RequestNote, RunNote

CURRENT: Final = "CURRENT"  # contains the id of the live build
HOLDS: Final = "HOLDS.json"  # content hash -> why a build of it is not published automatically
LAST_RUN: Final = (
    "LAST_RUN.json"  # what the last run did: servers read it here, because they do not read the library
)
REQUESTS: Final = "REQUESTS.json"  # the outcomes of requests to re-index
LOCK: Final = "LOCK"
_TEMPORARY: Final = ".new-"
_ID: Final = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]+")
MAX_CURRENT: Final = 64  # bytes; an id has 24, plus a line end
_MAX_HOLDS: Final = 100


class NewBuild:
    """A build in progress, in a temporary folder."""

    def __init__(self, writer: BuildWriter, path: Path) -> None:
        self._writer = writer
        self._path = path
        self.finished = False

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource with the hash of its content, or replace the base's."""
        self._writer.put(resource, digest)

    def remove(self, resource_id: str) -> None:
        """Leave out a resource of the base."""
        self._writer.remove(resource_id)

    def finish(self) -> Build:
        """Write everything, sync it, smoke-test it, and rename it; raises BuildError and OSError."""
        made = self._writer.finish()
        made.path.rename(self._path)
        self.finished = True
        sync(self._path.parent)
        return Build(path=self._path, manifest=made.manifest)

    def cancel(self) -> None:
        """Release locks and files."""
        self._writer.cancel()


class Builds:
    """All builds in one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._notes = Notes(root)

    def lock(self) -> AbstractContextManager[None]:
        """Hold the one indexer's lock, or raise LockedError."""
        return indexer_lock(self.root / LOCK)

    def live_id(self) -> str | None:
        """Return the id of the live build; None: there is none."""
        try:
            named = read_small(self.root / CURRENT, MAX_CURRENT).decode("ascii", "replace").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._damaged_current(f"it cannot be read ({error.strerror})") from None
        if named and not _ID.fullmatch(named):
            # Whatever the file contains instead is not repeated in the message.
            raise self._damaged_current("it does not name a build")
        return named or None

    def _damaged_current(self, what: str) -> BuildError:
        return BuildError(what, where=str(self.root / CURRENT), fix="run: fieldguide publish ID")

    def live(self) -> Build | None:
        """Return the live build; None: there is none. Raises BuildError if its manifest is damaged."""
        build_id = self.live_id()
        return self.get(build_id) if build_id else None

    def get(self, build_id: str) -> Build:
        """Return the build with this id, or raise BuildError with the existing ids."""
        if build_id not in self._ids():
            known = ", ".join(self._ids()) or "none"
            raise BuildError(
                f"there is no build {build_id!r}",
                where=str(self.root),
                fix=f"choose one of: {known}",
            )
        return Build.open(self.root / build_id)

    def all(self) -> list[Build]:
        """Return every build whose manifest can be read, oldest first."""
        found = []
        for build_id in self._ids():
            try:
                found.append(Build.open(self.root / build_id))
            except BuildError:
                # `get` still knows its id, and says what is wrong with it.
                continue
        return found

    @contextmanager
    def begin(
        self,
        *,
        topics: Iterable[Topic] = (),
        settings: Mapping[str, str] | None = None,
        memory: int = MEMORY,
        base: Build | None = None,
        previous: Mapping[str, Entry] | None = None,
    ) -> Iterator["NewBuild"]:
        """Begin a build, which is not live. If it is not finished, or an error is raised, nothing of it remains.

        With a *base*, it shares everything that stays; *previous* has the base's entries of what will be replaced or
        removed. Writing uses about *memory* bytes. Raises BuildError.
        """
        build_id = self._new_id()
        temporary = self.root / f"{_TEMPORARY}{build_id}"
        self.clean_up()
        new: NewBuild | None = None
        try:
            writer = BuildWriter(
                temporary,
                build_id,
                topics=topics,
                settings=settings or {},
                budget=MemoryBudget.of(memory),
                base=base,
                previous=previous or {},
            )
            new = NewBuild(writer, self.root / build_id)
            yield new
        except OSError as error:
            raise BuildError(
                f"the build cannot be written ({error.strerror or error})",
                where=str(self.root),
                fix=f"{fix_for_writing(error, self.root)}, then run `index` again",
            ) from error
        finally:  # Ctrl-C must clean up too
            if new is None or not new.finished:
                if new is not None:
                    new.cancel()
                remove_tree(temporary)

    def write(
        self,
        resources: Iterable[tuple[Resource, str]],
        *,
        topics: Iterable[Topic] = (),
        settings: Mapping[str, str] | None = None,
        base: Build | None = None,
        previous: Mapping[str, Entry] | None = None,
    ) -> Build:
        """Write (resource, hash) pairs into a new build, which is not live, and return it. Raises BuildError.

        With a *base*, its *previous* entries that are not among the pairs are removed.
        """
        with self.begin(topics=topics, settings=settings, base=base, previous=previous) as new:
            left = dict.fromkeys(previous or {})
            for resource, digest in resources:
                new.put(resource, digest)
                left.pop(resource.id, None)
            for resource_id in left:
                new.remove(resource_id)
            return new.finish()

    def publish(self, build_id: str) -> Build:
        """Make a build live in one step, and release its content if it was held. Raises BuildError."""
        build = self.get(build_id)
        build.index().close()
        self._notes.replace(CURRENT, build_id + "\n")
        holds = self._holds()
        if holds.pop(build.manifest.content, None) is not None:
            self._notes.replace(HOLDS, json.dumps(holds))
        return build

    def rollback(self, build_id: str | None = None) -> Build:
        """Make an earlier build live (None: the one before the live one), and hold the content that was live."""
        live = self.live_id()
        if live is None:
            raise NoBuildError("no build is live", where=str(self.root), fix="run: fieldguide index")
        if build_id is None:
            earlier = [known for known in self._ids() if known < live]
            if not earlier:
                raise BuildError(
                    f"there is no build before the live one, {live}",
                    where=str(self.root),
                    fix="choose one from: fieldguide builds",
                )
            build_id = earlier[-1]
        left, build = self._content_of(live), self.get(build_id)
        build.index().close()  # fails before anything is held
        # Held first: if the process is killed between the two steps, the only effect is a hold on the live content. The
        # other way round, the next run would publish again what was just rolled back.
        if left is not None and left != build.manifest.content:
            self.hold(left, f"it was rolled back from on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        return self.publish(build_id)

    def hold(self, content: str, why: str) -> None:
        """Keep builds of this content from being published automatically."""
        holds = {**self._holds(), content: why}
        self._notes.replace(HOLDS, json.dumps(dict(list(holds.items())[-_MAX_HOLDS:])))

    def held(self, content: str) -> str | None:
        """Return why builds of this content are held; None: they are not held."""
        return self._holds().get(content)

    def prune(self, keep: int) -> list[str]:
        """Remove the oldest builds until *keep* are left, never the live one; return the ids of those removed."""
        live = self.live_id()
        others = [build_id for build_id in self._ids() if build_id != live]
        room = max(keep - (live is not None), 0)
        gone = others[: len(others) - room] if len(others) > room else []
        for build_id in gone:
            remove_tree(self.root / build_id)
        return gone

    def note_run(self, run: RunNote) -> None:
        """Store what the last run did."""
        self._notes.replace(LAST_RUN, json.dumps(run.as_json()))

    def last_run(self) -> RunNote | None:
        """Return what the last run did; None: unknown."""
        return RunNote.from_json(self._notes.read(LAST_RUN))

    def note_requests(self, requests: Mapping[str, RequestNote]) -> None:
        """Store the outcomes of requests, by id."""
        self._notes.replace(REQUESTS, json.dumps({key: note.as_json() for key, note in requests.items()}))

    def requests(self) -> dict[str, RequestNote]:
        """Return the outcomes of requests, by id; damaged ones are dropped, since they are kept only for a while."""
        read = {
            key: RequestNote.from_json(value) for key, value in (self._notes.read(REQUESTS) or {}).items()
        }
        return {key: note for key, note in read.items() if note is not None}

    def _ids(self) -> list[str]:
        try:
            names = [entry.name for entry in self.root.iterdir() if entry.is_dir()]
        except FileNotFoundError:
            return []
        # Anything else here, such as `lost+found` or somebody's copy, is neither listed nor pruned.
        return sorted(name for name in names if _ID.fullmatch(name))

    def _new_id(self) -> str:
        # Names sort by time; the random end distinguishes builds of the same second. A clock that was set back must not
        # produce a name older than the live build, or rollback would go forward.
        stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
        newest = self._ids()[-1:]
        if newest and stamp <= newest[0][: len(stamp)]:
            stamp = newest[0][: len(stamp)]
            number = int(newest[0].rpartition("-")[2][:4], 16) + 1
            return f"{stamp}-{number:04x}{secrets.token_hex(2)}"
        return f"{stamp}-0000{secrets.token_hex(2)}"

    def _content_of(self, build_id: str) -> str | None:
        try:
            return self.get(build_id).manifest.content
        except BuildError:
            return None

    def _holds(self) -> dict[str, str]:
        try:
            return {content: str(why) for content, why in self._notes.read_strictly(HOLDS).items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            what = error.strerror if isinstance(error, OSError) else error
            raise BuildError(
                f"it cannot be read ({what})",
                where=str(self.root / HOLDS),
                fix="delete it; then no build is held",
            ) from None

    def clean_up(self) -> None:
        """Remove what a killed indexer left behind, as far as possible; the caller holds the lock."""
        if self.root.is_dir():
            for entry in self.root.iterdir():
                if entry.name.startswith(_TEMPORARY):
                    remove_tree(entry)
            self._notes.clean_up(CURRENT, HOLDS, LAST_RUN, REQUESTS)
