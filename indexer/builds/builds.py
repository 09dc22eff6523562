"""The folder of builds: makes new ones aside, says which is live, publishes, rolls back, removes old ones."""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from indexer.builds.build import Build
from indexer.builds.lock import indexer_lock
from indexer.builds.notes import Notes
from indexer.builds.writing import BuildWriter, remove_tree, sync
from indexer.codec.ingest.memory_budget import MEMORY, MemoryBudget
from indexer.errors import BuildError, NoBuildError
from indexer.index_writer import Entry
from indexer.regular_file import read_small
from indexer.resource import Resource, Topic
from indexer.run_notes import RequestNote, RunNote

CURRENT: Final = "CURRENT"  # holds the id of the live build
HOLDS: Final = "HOLDS.json"  # content hash -> why a build of it is not published by itself
LAST_RUN: Final = "LAST_RUN.json"  # what `index` did last: servers read it here, the library is not theirs
REQUESTS: Final = "REQUESTS.json"  # what came of requests to re-index
LOCK: Final = "LOCK"
_TEMPORARY: Final = ".new-"
_ID: Final = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]+")
MAX_CURRENT: Final = 64  # bytes; an id has 24 and a line's end
_MAX_HOLDS: Final = 100


class NewBuild:
    """A build under way, aside from those that there are."""

    def __init__(self, writer: BuildWriter, path: Path) -> None:
        self._writer = writer
        self._path = path
        self.finished = False

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource with the hash of its content, or replace the base's."""
        self._writer.put(resource, digest)

    def remove(self, resource_id: str) -> None:
        """Leave a resource of the base out."""
        self._writer.remove(resource_id)

    def finish(self) -> Build:
        """Write it whole, sync it, open it and try it, and give it its name; raises BuildError and OSError."""
        made = self._writer.finish()
        made.path.rename(self._path)
        self.finished = True
        sync(self._path.parent)
        return Build(path=self._path, manifest=made.manifest)

    def cancel(self) -> None:
        """Release what is held."""
        self._writer.cancel()


class Builds:
    """All builds below one folder."""

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
            # What stands there instead may be anything, and is repeated nowhere.
            raise self._damaged_current("it does not name a build")
        return named or None

    def _damaged_current(self, what: str) -> BuildError:
        return BuildError(what, where=str(self.root / CURRENT), fix="run: fieldguide publish ID")

    def live(self) -> Build | None:
        """Return the live build; None: there is none. Raises BuildError if its manifest is damaged."""
        build_id = self.live_id()
        return self.get(build_id) if build_id else None

    def get(self, build_id: str) -> Build:
        """Return the build called *build_id*, or raise BuildError naming those that there are."""
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
                # Its id is still known to `get`, which then says what is wrong with it.
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
        """Begin a build that is not live yet; left before it is finished, or by an error, nothing of it stays.

        With a *base* it shares all that stays, and *previous* has the base's entries of what will be put again or removed. It is
        written aside, in *memory* bytes or so. Raises BuildError.
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
                fix="free disk space and check permissions, then run `index` again",
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
        """Write (resource, hash) pairs into a new build that is not live yet, and return it. Raises BuildError.

        With a *base*, what of its *previous* entries is not among the pairs is removed.
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
        """Make a build live in one step, and let its content be published again. Raises BuildError."""
        build = self.get(build_id)
        build.index().close()
        self._notes.replace(CURRENT, build_id + "\n")
        holds = self._holds()
        if holds.pop(build.manifest.content, None) is not None:
            self._notes.replace(HOLDS, json.dumps(holds))
        return build

    def rollback(self, build_id: str | None = None) -> Build:
        """Make an earlier build live (None: the newest before the live one), and hold what was live."""
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
        build.index().close()  # one that cannot be opened is told before anything is held
        # Held first: killed between the two, nothing has changed but that what is live is not published again. The other
        # way round the next run would bring back what was just rolled back from.
        if left is not None and left != build.manifest.content:
            self.hold(left, f"it was rolled back from on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        return self.publish(build_id)

    def hold(self, content: str, why: str) -> None:
        """Keep builds of this content from being published by themselves."""
        holds = {**self._holds(), content: why}
        self._notes.replace(HOLDS, json.dumps(dict(list(holds.items())[-_MAX_HOLDS:])))

    def held(self, content: str) -> str | None:
        """Return why builds of this content are held; None: they are not."""
        return self._holds().get(content)

    def prune(self, keep: int) -> list[str]:
        """Remove the oldest builds, so that *keep* are left besides none that is live; return their ids."""
        live = self.live_id()
        others = [build_id for build_id in self._ids() if build_id != live]
        room = max(keep - (live is not None), 0)
        gone = others[: len(others) - room] if len(others) > room else []
        for build_id in gone:
            remove_tree(self.root / build_id)
        return gone

    def note_run(self, run: RunNote) -> None:
        """Keep what the last run did, for `last_run`."""
        self._notes.replace(LAST_RUN, json.dumps(run.as_json()))

    def last_run(self) -> RunNote | None:
        """Return what the last run did; None: nothing is known of one."""
        return RunNote.from_json(self._notes.read(LAST_RUN))

    def note_requests(self, requests: Mapping[str, RequestNote]) -> None:
        """Keep what came of requests, by id, for `requests`."""
        self._notes.replace(REQUESTS, json.dumps({key: note.as_json() for key, note in requests.items()}))

    def requests(self) -> dict[str, RequestNote]:
        """Return what came of requests, by id; what is damaged in it is forgotten: it is told for a while only."""
        read = {
            key: RequestNote.from_json(value) for key, value in (self._notes.read(REQUESTS) or {}).items()
        }
        return {key: note for key, note in read.items() if note is not None}

    def _ids(self) -> list[str]:
        try:
            names = [entry.name for entry in self.root.iterdir() if entry.is_dir()]
        except FileNotFoundError:
            return []
        # What else may lie here, `lost+found` or a copy that someone made, is not ours to list or to prune.
        return sorted(name for name in names if _ID.fullmatch(name))

    def _new_id(self) -> str:
        # In the order of time by name; the random end parts builds of one second on one disk. A clock that was
        # set back must not name a build older than the live one, or rollback would go forward.
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
        """Remove what an indexer that was killed left aside, as far as possible; the lock is ours, so nobody writes there."""
        if self.root.is_dir():
            for entry in self.root.iterdir():
                if entry.name.startswith(_TEMPORARY):
                    remove_tree(entry)
            self._notes.clean_up(CURRENT, HOLDS, LAST_RUN, REQUESTS)
