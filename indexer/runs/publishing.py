"""Compares the library with the live build: does nothing, or writes a build and publishes or holds it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from indexer.analysis import outdated_analyzers
from indexer.config import Config
from indexer.content_hash import content_hash
from indexer.errors import BuildError
from indexer.facets import SETTING
from indexer.index_writer import Base, BuildInfo, Entry, IndexWriter
from indexer.library.library import Library
from indexer.library.rows import digest_of
from indexer.resource import Resource
from indexer.runs.changes import Changes
from indexer.runs.difference import Difference
from indexer.runs.empty_facets import empty_facets
from indexer.runs.gate import BuildComparison, GateLimits, counts_of, reasons_to_hold
from indexer.runs.rebuild_reasons import rebuild_reason
from indexer.runs.relevance_changes import ChangedIds, Judge, JudgedReport, moved_queries
from indexer.runs.report import JudgedScores, Outcome, RunOptions, RunReport, Stages
from indexer.runs.source_languages import SourceLanguages
from indexer.runs.text_limit import TextLimit
from indexer.schema import SCHEMA_VERSION

# Above this share of changed resources, a full build is as fast and leaves one segment.
_MAX_INCREMENTAL: Final = 0.5

_MIN_KEPT_BUILDS: Final = 2  # the live build, and the one that waits for `publish ID`

Pairs = Iterable[tuple[Resource, str]]


@dataclass(kw_only=True)
class Publishing:
    """Publishes the content of the library, if it has changed and passes the gate."""

    config: Config
    options: RunOptions
    library: Library
    index: IndexWriter
    judge: Judge | None
    stages: Stages
    failed: int = 0  # in this run so far
    _notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._topics = self.library.topics()
        # What shapes an index besides its resources: a build with other settings is rebuilt.
        topics = json.dumps([asdict(topic) for topic in self._topics]).encode()
        self._facets = self.config.facet_table
        self._languages = SourceLanguages(self.config.sources)
        self._settings = {
            SETTING: self._facets.as_setting(),
            "language": self.config.site.language,
            "source_languages": self._languages.as_setting(),
            "topics": digest_of(topics).hex(),
            "max_passages": str(self.config.index.max_passages),
        }
        self._limit = TextLimit(self.config.index.max_passages)

    def run(self, progress: Callable[[int, int], None]) -> RunReport:
        """Publish, hold, or do nothing; *progress* takes (done, total). Raises LibraryError and BuildError."""
        with self.stages("comparing"):
            new = {key: (source, digest) for key, source, digest in self.library.hashes()}
            live, reference, before = self._builds_to_compare()
            difference = Difference.of(before or {}, new).with_renames(self.library.former_ids)
            content = _content_hash(live, difference, new)
            if live is not None:
                self._limit.begin_with(live.left_out)
        is_current = live is not None and self._is_current(live)
        if not (difference or self.options.full or self.options.dry_run) and is_current:
            # A run that was killed when its build was live may have left one more than are kept.
            self.index.prune(max(self.config.publish.keep_builds, _MIN_KEPT_BUILDS))
            return self._report("nothing to do", difference)

        build = None if self.options.dry_run else self._held_build(live, content)
        with self.stages("building"):
            changes = self._changes(reference)
            if build is None and not self.options.dry_run:
                build, changes = self._write_build(
                    live if is_current else None, reference, difference, progress
                )
            else:
                self._record_changes(changes, difference)
            if build is not None and (
                reference is None or reference.settings.get(SETTING) != build.settings.get(SETTING)
            ):
                self._notes += empty_facets(build, self._facets)
        judged = self._judge_builds(reference, build, difference)
        reasons: list[str] = []
        if before is not None:
            comparison = BuildComparison(
                configured=frozenset(source.name for source in self.config.sources),
                passages=reference.passages if reference is not None else 0,
                passages_lost=changes.lost_passages,
                failed=self.failed,
                judged=judged.means if judged is not None else None,
                **counts_of(before, new, difference.renamed.values()),
            )
            reasons = reasons_to_hold(comparison, self._limits(), held=self.index.held(content))
            if reasons and self.options.yes:
                self._notes.append(f"published although the gate would hold it: {'; '.join(reasons)}")
                reasons = []

        findings = {
            "changes": changes.report() if before is not None else None,
            "judged": judged,
            "reasons": tuple(reasons),
        }
        if build is None:
            return self._report("dry run", difference, **findings)
        with self.stages("publishing"):
            if reasons:
                self.index.hold(content, self.index.held(content) or "; ".join(reasons))
                self.index.prune(max(self.config.publish.keep_builds, _MIN_KEPT_BUILDS))
                return self._report("held", difference, build=build.id, **findings)
            self.library.documents.forget_unseen()
            self.index.publish(build.id)
            self.index.prune(self.config.publish.keep_builds)
        return self._report("published", difference, build=build.id, **findings)

    def _write_build(
        self,
        base: BuildInfo | None,
        reference: BuildInfo | None,
        difference: Difference,
        progress: Callable[[int, int], None],
    ) -> tuple[BuildInfo, Changes]:
        """Write a build, based on *base* if possible; return it, and the changes compared with *reference*."""
        if (
            base is not None
            and not self.options.full
            and difference.count <= _MAX_INCREMENTAL * difference.total
        ):
            changes = self._changes(reference)
            try:
                pairs = self.library.resources(
                    {key: digest for key, (_, digest) in difference.upserted.items()}
                )
                start = Base(build=base.id, previous=difference.previous)
                return self._write_resources(pairs, changes, difference, progress, start), changes
            except BuildError as error:
                self._notes.append(
                    f"the live build cannot be used as a base: {error.what}; the index is rebuilt from the library"
                )
        changes = self._changes(reference)
        return self._write_resources(self.library.resources(), changes, difference, progress), changes

    def _write_resources(
        self,
        pairs: Pairs,
        changes: Changes,
        difference: Difference,
        progress: Callable[[int, int], None],
        base: Base | None = None,
    ) -> BuildInfo:
        total = difference.total if base is None else len(difference.upserted)
        with self.index.begin(topics=self._topics, settings=self._settings, base=base) as new:
            for key in difference.removed:
                changes.record_removed(key)
            for key in difference.gone:
                self._limit.forget(key)
                if base is not None:
                    new.remove(key)
            limited = self._limited(pairs)
            for done, (resource, digest) in enumerate(_recording(limited, changes, difference), start=1):
                new.put(resource, digest)
                progress(done, total)
            return new.finish()

    def _changes(self, reference: BuildInfo | None) -> Changes:
        """Return an empty collection of the changes compared with *reference*."""
        return Changes(self.index.reader(reference.id if reference is not None else None), self._facets)

    def _record_changes(self, changes: Changes, difference: Difference) -> None:
        """Record the changes if no build is written, which would otherwise record them."""
        if not changes.before.known:
            return
        for key in difference.removed:
            changes.record_removed(key)
        few = difference.count <= _MAX_INCREMENTAL * difference.total
        only = {key: digest for key, (_, digest) in difference.upserted.items()} if few else None
        for _ in _recording(self._limited(self.library.resources(only)), changes, difference):
            pass

    def _limited(self, pairs: Pairs) -> Pairs:
        """Return *pairs* as they are indexed: in their languages, and not too long."""
        return self._limit.applied(self._languages.applied(pairs))

    def _builds_to_compare(self) -> tuple[BuildInfo | None, BuildInfo | None, dict[str, Entry] | None]:
        """Return the live build if it can be read, the build to compare with, and the entries of that; None if there are none."""
        try:
            live = self.index.live()
            return live, live, self.index.entries(live.id) if live is not None else None
        except BuildError as error:
            self._notes.append(f"{error.where}: {error.what}; the index is rebuilt from the library")
        # If the live build is damaged, compare with an older one: damage must not open the gate.
        for build in reversed(self.index.all()):
            try:
                return None, build, self.index.entries(build.id)
            except BuildError:
                continue
        return None, None, None

    def _judge_builds(
        self, reference: BuildInfo | None, build: BuildInfo | None, difference: Difference
    ) -> JudgedScores | None:
        """Run the judged queries on both builds; None: there are none, or no build was made."""
        if self.judge is None or build is None:
            return None
        with self.stages("judging"):
            after = self.judge(build.id)
            before: JudgedReport | None = None
            if reference is not None:
                try:
                    before = self.judge(reference.id)
                except BuildError as error:
                    self._notes.append(f"the judged queries cannot be run on the live build: {error.what}")
        added = difference.upserted.keys() - difference.previous.keys()
        changed = ChangedIds(
            added=added, changed=difference.upserted.keys() - added, removed=frozenset(difference.gone)
        )
        return JudgedScores(
            queries=len(after.queries),
            before=before.mean if before is not None else None,
            after=after.mean,
            moved=moved_queries(before, after, changed) if before is not None else (),
        )

    def _limits(self) -> GateLimits:
        publish = self.config.publish
        return GateLimits(
            max_lost=publish.max_lost,
            max_text_lost=publish.max_text_lost,
            max_failed=publish.max_failed,
            max_worse=publish.max_worse,
        )

    def _is_current(self, live: BuildInfo) -> bool:
        """Return whether the live build has no obvious damage, and the schema and settings of a new one."""
        damage = self.index.quick_damage(live.id)
        if damage is not None:
            self._notes.append(f"{damage.where}: {damage.what}; the index is rebuilt from the library")
            return False
        reason = rebuild_reason(live, self._settings, self._facets)
        if reason is not None:
            self._notes.append(f"{reason}; the index is rebuilt")
        return reason is None

    def _held_build(self, live: BuildInfo | None, content: str) -> BuildInfo | None:
        """Return a sound build of this content that is newer than the live one, which means that it was held."""
        if self.options.full or live is None:
            return None
        for build in reversed(self.index.all()):
            if build.id <= live.id:
                return None
            wanted = build.content == content and build.settings == self._settings
            readable = build.schema_version == SCHEMA_VERSION and not any(outdated_analyzers(build.analyzers))
            if wanted and readable and not self.index.verify(build.id).damage:
                return build
        return None

    def _report(self, outcome: Outcome, difference: Difference, **more: Any) -> RunReport:
        return RunReport(
            outcome=outcome,
            live=self.index.live_id(),
            resources=difference.total,
            added=difference.added,
            renamed=len(difference.renamed),
            changed=difference.changed,
            removed=sum(1 for _ in difference.removed),
            unchanged=difference.total - len(difference.upserted),
            notes=(*self._notes, *self._limit.notes()),
            **more,
        )


def _content_hash(live: BuildInfo | None, difference: Difference, new: Mapping[str, Entry]) -> str:
    if live is None:
        return content_hash((key, digest) for key, (_, digest) in new.items())
    upserted, previous = (
        ((key, digest) for key, (_, digest) in entries.items())
        for entries in (difference.upserted, difference.previous)
    )
    return content_hash(upserted, previous, base=live.content)


def _recording(pairs: Pairs, changes: Changes, difference: Difference) -> Iterator[tuple[Resource, str]]:
    """Yield all *pairs*, and record those that changed, if there is a build to compare with."""
    for resource, digest in pairs:
        if changes.before.known and resource.id in difference.upserted:
            here = resource.id if resource.id in difference.previous else None
            changes.record(resource, previous_id=difference.renamed.get(resource.id, here))
        yield resource, digest
