"""The library and the live build in; a new build, judged by the gate and published or held, out."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from indexer.builds import Build, Builds, Change, content_hash
from indexer.builds.contents import Contents
from indexer.builds.hashes import Entry
from indexer.config import Config
from indexer.errors import BuildError
from indexer.library.library import Library
from indexer.library.rows import digest_of
from indexer.resource import Resource
from indexer.runs.changes import Changes
from indexer.runs.difference import Difference
from indexer.runs.gate import Change as GateChange
from indexer.runs.gate import Limits, counts_of, reasons_to_hold
from indexer.runs.judged import Changed, Judge, JudgedReport, moved_queries
from indexer.runs.report import JudgedFigures, Outcome, RunReport, Stages, Wishes
from indexer.schema import SCHEMA_VERSION

# Above this share of changed resources, writing all anew is as quick and leaves one segment.
_MOST_CHANGED: Final = 0.5

_LEAST_KEPT: Final = 2  # the live build, and the one that waits for `publish ID`

Pairs = Iterable[tuple[Resource, str]]


@dataclass(kw_only=True)
class Publishing:
    """Brings what the library holds live, as far as it changed and the gate lets it."""

    config: Config
    wishes: Wishes
    library: Library
    builds: Builds
    judge: Judge | None
    stages: Stages
    failed: int = 0  # in this run so far
    _notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._topics = self.library.topics()
        # What shapes an index besides its resources: a build made with other settings is made anew.
        topics = json.dumps([asdict(topic) for topic in self._topics]).encode()
        self._settings: dict[str, Any] = {
            "language": self.config.site.language,
            "topics": digest_of(topics).hex(),
        }

    def run(self, progress: Callable[[int, int], None]) -> RunReport:
        """Publish, hold, or do nothing; *progress* takes (done, of how many). Raises LibraryError and BuildError."""
        with self.stages("comparing"):
            new = {key: (source, digest) for key, source, digest in self.library.hashes()}
            live, compared, before = self._before()
            difference = Difference.of(before or {}, new)
            content = _content(live, difference, new)
        fits = live is not None and self._fits(live)
        if not (difference or self.wishes.full or self.wishes.dry_run) and fits:
            # A run that was killed when its build was live may have left one more than are kept.
            self.builds.prune(max(self.config.publish.keep_builds, _LEAST_KEPT))
            return self._report("nothing to do", difference)

        build = None if self.wishes.dry_run else self._waiting(live, content)
        with self.stages("building"):
            changes = Changes(Contents(compared))
            if build is None and not self.wishes.dry_run:
                build, changes = self._built(live if fits else None, compared, difference, progress)
            else:
                self._look_through(changes, difference)
        figures = self._judged(compared, build, difference)
        reasons: list[str] = []
        if before is not None:
            change = GateChange(
                configured=frozenset(source.name for source in self.config.sources),
                passages=compared.manifest.passages if compared is not None else 0,
                passages_lost=changes.lost_passages,
                failed=self.failed,
                judged=figures.means if figures is not None else None,
                **counts_of(before, new),
            )
            reasons = reasons_to_hold(change, self._limits(), held=self.builds.held(content))
            if reasons and self.wishes.yes:
                self._notes.append(f"past the gate, which would hold this: {'; '.join(reasons)}")
                reasons = []

        told = {"changes": changes if before is not None else None, "judged": figures, "reasons": reasons}
        if build is None:
            return self._report("dry run", difference, **told)
        with self.stages("publishing"):
            if reasons:
                self.builds.hold(content, self.builds.held(content) or "; ".join(reasons))
                self.builds.prune(max(self.config.publish.keep_builds, _LEAST_KEPT))
                return self._report("held", difference, build=build.id, **told)
            self.library.documents.forget_unseen()
            self.builds.publish(build.id)
            self.builds.prune(self.config.publish.keep_builds)
        return self._report("published", difference, build=build.id, **told)

    def _built(
        self,
        base: Build | None,
        compared: Build | None,
        difference: Difference,
        progress: Callable[[int, int], None],
    ) -> tuple[Build, Changes]:
        """Write the next build, of *base* where that can be; return it, and what changed against *compared*."""
        if base is not None and not self.wishes.full and difference.count <= _MOST_CHANGED * difference.total:
            changes = Changes(Contents(compared))
            try:
                pairs = self.library.resources({key: digest for key, (_, digest) in difference.put.items()})
                change = Change(base=base, put=difference.put, was=difference.was)
                return self._write(pairs, changes, difference, progress, change), changes
            except BuildError as error:
                self._notes.append(
                    f"the live build cannot be built on: {error.what}; the index is built anew from the library"
                )
        changes = Changes(Contents(compared))
        return self._write(self.library.resources(), changes, difference, progress), changes

    def _write(
        self,
        pairs: Pairs,
        changes: Changes,
        difference: Difference,
        progress: Callable[[int, int], None],
        change: Change | None = None,
    ) -> Build:
        total = difference.total if change is None else len(difference.put)
        for key in difference.removed:
            changes.gone(key)
        return self.builds.write(
            _seen(pairs, changes, difference),
            topics=self._topics,
            settings=self._settings,
            memory=self.config.index.memory_bytes,
            progress=lambda count: progress(count, total),
            change=change,
        )

    def _look_through(self, changes: Changes, difference: Difference) -> None:
        """Note what changed where no build is written that would pass it by."""
        if not changes.before.known:
            return
        for key in difference.removed:
            changes.gone(key)
        few = difference.count <= _MOST_CHANGED * difference.total
        only = {key: digest for key, (_, digest) in difference.put.items()} if few else None
        for _ in _seen(self.library.resources(only), changes, difference):
            pass

    def _before(self) -> tuple[Build | None, Build | None, dict[str, tuple[str, str]] | None]:
        """Return the live build if it can be used, the one to compare with, and its hashes: None before the first."""
        try:
            live = self.builds.live()
            return live, live, live.resource_hashes() if live is not None else None
        except BuildError as error:
            self._notes.append(f"{error.where}: {error.what}; the index is built anew from the library")
        # A damaged live build cannot be compared with, but a gate that is open whenever that happens is none.
        for build in reversed(self.builds.all()):
            try:
                return None, build, build.resource_hashes()
            except BuildError:
                continue
        return None, None, None

    def _judged(
        self, compared: Build | None, build: Build | None, difference: Difference
    ) -> JudgedFigures | None:
        """Ask both builds the judged queries; None: there are none, or no build was made."""
        if self.judge is None or build is None:
            return None
        with self.stages("judging"):
            after = self.judge(build.path)
            before: JudgedReport | None = None
            if compared is not None:
                try:
                    before = self.judge(compared.path)
                except BuildError as error:
                    self._notes.append(f"the live build cannot be asked the judged queries: {error.what}")
        added = difference.put.keys() - difference.was.keys()
        changed = Changed(
            added=added, changed=difference.put.keys() - added, removed=frozenset(difference.removed)
        )
        return JudgedFigures(
            queries=len(after.queries),
            before=before.mean if before is not None else None,
            after=after.mean,
            moved=moved_queries(before, after, changed) if before is not None else [],
        )

    def _limits(self) -> Limits:
        publish = self.config.publish
        return Limits(
            max_lost=publish.max_lost,
            max_text_lost=publish.max_text_lost,
            max_failed=publish.max_failed,
            max_worse=publish.max_worse,
        )

    def _fits(self, live: Build) -> bool:
        """Return whether the live build is whole at a glance, and made as a new one would be."""
        damage = next(live.cheap_damage(), None)
        if damage is not None:
            self._notes.append(f"{damage.where}: {damage.what}; the index is built anew from the library")
        elif live.manifest.schema_version != SCHEMA_VERSION:
            self._notes.append("this version of Fieldguide writes another schema; the index is built anew")
        elif live.manifest.settings != self._settings:
            self._notes.append("settings or topics changed; the index is built anew")
        else:
            return True
        return False

    def _waiting(self, live: Build | None, content: str) -> Build | None:
        """Return a sound build of this content that was made after the live one: it was held before."""
        if self.wishes.full or live is None:
            return None
        for build in reversed(self.builds.all()):
            manifest = build.manifest
            if build.id <= live.id:
                return None
            wanted = manifest.content == content and manifest.settings == self._settings
            if wanted and manifest.schema_version == SCHEMA_VERSION and not build.verify():
                return build
        return None

    def _report(self, outcome: Outcome, difference: Difference, **more: Any) -> RunReport:
        return RunReport(
            outcome=outcome,
            live=self.builds.live_id(),
            resources=difference.total,
            added=difference.added,
            changed=len(difference.put) - difference.added,
            removed=difference.count - len(difference.put),
            unchanged=difference.total - len(difference.put),
            notes=self._notes,
            **more,
        )


def _content(live: Build | None, difference: Difference, new: Mapping[str, Entry]) -> str:
    if live is None:
        return content_hash((key, digest) for key, (_, digest) in new.items())
    put, was = (
        ((key, digest) for key, (_, digest) in entries.items())
        for entries in (difference.put, difference.was)
    )
    return content_hash(put, was, base=live.manifest.content)


def _seen(pairs: Pairs, changes: Changes, difference: Difference) -> Iterator[tuple[Resource, str]]:
    """Yield all *pairs*, and note those that changed as they pass, where there is a build that they changed against."""
    for resource, digest in pairs:
        if changes.before.known and resource.id in difference.put:
            changes.see(resource, new=resource.id not in difference.was)
        yield resource, digest
