"""The library and the live build in; a new build, judged by the gate and published or held, out."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from indexer.config import Config
from indexer.content_hash import content_hash
from indexer.errors import BuildError
from indexer.index_writer import Base, BuildInfo, Entry, IndexWriter
from indexer.library.library import Library
from indexer.library.rows import digest_of
from indexer.resource import Resource
from indexer.runs.changes import Changes
from indexer.runs.difference import Difference
from indexer.runs.gate import Change as GateChange
from indexer.runs.gate import Limits, counts_of, reasons_to_hold
from indexer.runs.judged import Changed, Judge, JudgedReport, moved_queries
from indexer.runs.report import JudgedFigures, Outcome, RunReport, Stages, Wishes
from indexer.runs.text_limit import TextLimit
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
    index: IndexWriter
    judge: Judge | None
    stages: Stages
    failed: int = 0  # in this run so far
    _notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._topics = self.library.topics()
        # What shapes an index besides its resources: a build made with other settings is made anew.
        topics = json.dumps([asdict(topic) for topic in self._topics]).encode()
        self._settings = {
            "language": self.config.site.language,
            "topics": digest_of(topics).hex(),
            "max_passages": str(self.config.index.max_passages),
        }
        self._limit = TextLimit(self.config.index.max_passages)

    def run(self, progress: Callable[[int, int], None]) -> RunReport:
        """Publish, hold, or do nothing; *progress* takes (done, of how many). Raises LibraryError and BuildError."""
        with self.stages("comparing"):
            new = {key: (source, digest) for key, source, digest in self.library.hashes()}
            live, compared, before = self._before()
            difference = Difference.of(before or {}, new)
            content = _content(live, difference, new)
            if live is not None:
                self._limit.begin_with(live.left_out)
        fits = live is not None and self._fits(live)
        if not (difference or self.wishes.full or self.wishes.dry_run) and fits:
            # A run that was killed when its build was live may have left one more than are kept.
            self.index.prune(max(self.config.publish.keep_builds, _LEAST_KEPT))
            return self._report("nothing to do", difference)

        build = None if self.wishes.dry_run else self._waiting(live, content)
        with self.stages("building"):
            changes = self._changes(compared)
            if build is None and not self.wishes.dry_run:
                build, changes = self._built(live if fits else None, compared, difference, progress)
            else:
                self._look_through(changes, difference)
        figures = self._judged(compared, build, difference)
        reasons: list[str] = []
        if before is not None:
            change = GateChange(
                configured=frozenset(source.name for source in self.config.sources),
                passages=compared.passages if compared is not None else 0,
                passages_lost=changes.lost_passages,
                failed=self.failed,
                judged=figures.means if figures is not None else None,
                **counts_of(before, new),
            )
            reasons = reasons_to_hold(change, self._limits(), held=self.index.held(content))
            if reasons and self.wishes.yes:
                self._notes.append(f"past the gate, which would hold this: {'; '.join(reasons)}")
                reasons = []

        told = {
            "changes": changes.report() if before is not None else None,
            "judged": figures,
            "reasons": tuple(reasons),
        }
        if build is None:
            return self._report("dry run", difference, **told)
        with self.stages("publishing"):
            if reasons:
                self.index.hold(content, self.index.held(content) or "; ".join(reasons))
                self.index.prune(max(self.config.publish.keep_builds, _LEAST_KEPT))
                return self._report("held", difference, build=build.id, **told)
            self.library.documents.forget_unseen()
            self.index.publish(build.id)
            self.index.prune(self.config.publish.keep_builds)
        return self._report("published", difference, build=build.id, **told)

    def _built(
        self,
        base: BuildInfo | None,
        compared: BuildInfo | None,
        difference: Difference,
        progress: Callable[[int, int], None],
    ) -> tuple[BuildInfo, Changes]:
        """Write the next build, of *base* where that can be; return it, and what changed against *compared*."""
        if base is not None and not self.wishes.full and difference.count <= _MOST_CHANGED * difference.total:
            changes = self._changes(compared)
            try:
                pairs = self.library.resources(
                    {key: digest for key, (_, digest) in difference.upserted.items()}
                )
                start = Base(build=base.id, previous=difference.previous)
                return self._write(pairs, changes, difference, progress, start), changes
            except BuildError as error:
                self._notes.append(
                    f"the live build cannot be built on: {error.what}; the index is built anew from the library"
                )
        changes = self._changes(compared)
        return self._write(self.library.resources(), changes, difference, progress), changes

    def _write(
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
                changes.gone(key)
                self._limit.forget(key)
                if base is not None:
                    new.remove(key)
            limited = self._limit.applied(pairs)
            for done, (resource, digest) in enumerate(_seen(limited, changes, difference), start=1):
                new.put(resource, digest)
                progress(done, total)
            return new.finish()

    def _changes(self, compared: BuildInfo | None) -> Changes:
        """Return where what changes against *compared* is gathered."""
        return Changes(self.index.reader(compared.id if compared is not None else None))

    def _look_through(self, changes: Changes, difference: Difference) -> None:
        """Note what changed where no build is written that would pass it by."""
        if not changes.before.known:
            return
        for key in difference.removed:
            changes.gone(key)
        few = difference.count <= _MOST_CHANGED * difference.total
        only = {key: digest for key, (_, digest) in difference.upserted.items()} if few else None
        for _ in _seen(self._limit.applied(self.library.resources(only)), changes, difference):
            pass

    def _before(self) -> tuple[BuildInfo | None, BuildInfo | None, dict[str, Entry] | None]:
        """Return the live build if it can be used, the one to compare with, and its hashes: None before the first."""
        try:
            live = self.index.live()
            return live, live, self.index.entries(live.id) if live is not None else None
        except BuildError as error:
            self._notes.append(f"{error.where}: {error.what}; the index is built anew from the library")
        # A damaged live build cannot be compared with, but a gate that is open whenever that happens is none.
        for build in reversed(self.index.all()):
            try:
                return None, build, self.index.entries(build.id)
            except BuildError:
                continue
        return None, None, None

    def _judged(
        self, compared: BuildInfo | None, build: BuildInfo | None, difference: Difference
    ) -> JudgedFigures | None:
        """Ask both builds the judged queries; None: there are none, or no build was made."""
        if self.judge is None or build is None:
            return None
        with self.stages("judging"):
            after = self.judge(build.id)
            before: JudgedReport | None = None
            if compared is not None:
                try:
                    before = self.judge(compared.id)
                except BuildError as error:
                    self._notes.append(f"the live build cannot be asked the judged queries: {error.what}")
        added = difference.upserted.keys() - difference.previous.keys()
        changed = Changed(
            added=added, changed=difference.upserted.keys() - added, removed=frozenset(difference.removed)
        )
        return JudgedFigures(
            queries=len(after.queries),
            before=before.mean if before is not None else None,
            after=after.mean,
            moved=moved_queries(before, after, changed) if before is not None else (),
        )

    def _limits(self) -> Limits:
        publish = self.config.publish
        return Limits(
            max_lost=publish.max_lost,
            max_text_lost=publish.max_text_lost,
            max_failed=publish.max_failed,
            max_worse=publish.max_worse,
        )

    def _fits(self, live: BuildInfo) -> bool:
        """Return whether the live build is whole at a glance, and made as a new one would be."""
        damage = self.index.quick_damage(live.id)
        if damage is not None:
            self._notes.append(f"{damage.where}: {damage.what}; the index is built anew from the library")
        elif live.schema_version != SCHEMA_VERSION:
            self._notes.append("this version of Fieldguide writes another schema; the index is built anew")
        elif live.settings != self._settings:
            self._notes.append("settings or topics changed; the index is built anew")
        else:
            return True
        return False

    def _waiting(self, live: BuildInfo | None, content: str) -> BuildInfo | None:
        """Return a sound build of this content that was made after the live one: it was held before."""
        if self.wishes.full or live is None:
            return None
        for build in reversed(self.index.all()):
            if build.id <= live.id:
                return None
            wanted = build.content == content and build.settings == self._settings
            if wanted and build.schema_version == SCHEMA_VERSION and not self.index.verify(build.id).damage:
                return build
        return None

    def _report(self, outcome: Outcome, difference: Difference, **more: Any) -> RunReport:
        return RunReport(
            outcome=outcome,
            live=self.index.live_id(),
            resources=difference.total,
            added=difference.added,
            changed=len(difference.upserted) - difference.added,
            removed=difference.count - len(difference.upserted),
            unchanged=difference.total - len(difference.upserted),
            notes=(*self._notes, *self._limit.notes()),
            **more,
        )


def _content(live: BuildInfo | None, difference: Difference, new: Mapping[str, Entry]) -> str:
    if live is None:
        return content_hash((key, digest) for key, (_, digest) in new.items())
    upserted, previous = (
        ((key, digest) for key, (_, digest) in entries.items())
        for entries in (difference.upserted, difference.previous)
    )
    return content_hash(upserted, previous, base=live.content)


def _seen(pairs: Pairs, changes: Changes, difference: Difference) -> Iterator[tuple[Resource, str]]:
    """Yield all *pairs*, and note those that changed as they pass, where there is a build that they changed against."""
    for resource, digest in pairs:
        if changes.before.known and resource.id in difference.upserted:
            changes.see(resource, new=resource.id not in difference.previous)
        yield resource, digest
