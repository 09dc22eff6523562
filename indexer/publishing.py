"""The library and the live build in; a new build, judged by the gate and published or held, out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from indexer.builds import Build, Builds, Change, content_hash
from indexer.config import Config
from indexer.errors import BuildError
from indexer.gate import change_of, reasons_to_hold
from indexer.library import Library
from indexer.library_payload import digest_of
from indexer.report import Outcome, RunReport, Wishes
from indexer.schema import SCHEMA_VERSION

Hashes = Mapping[str, tuple[str, str]]  # resource id -> (source, hash)

# Above this share of changed resources, writing all anew is as quick and leaves one segment.
_MOST_CHANGED: Final = 0.5

_LEAST_KEPT: Final = 2  # the live build, and the one that waits for `publish ID`


class Publishing:
    """Brings what the library holds live, as far as it changed and the gate lets it."""

    def __init__(self, config: Config, wishes: Wishes, library: Library, builds: Builds) -> None:
        self._publish = config.publish
        self._memory = config.index.memory_bytes
        self._sources = frozenset(source.name for source in config.sources)
        self._wishes = wishes
        self._library = library
        self._builds = builds
        self._notes: list[str] = []
        self._topics = library.topics()
        # What shapes an index besides its resources: a build made with other settings is made anew.
        topics = json.dumps([asdict(topic) for topic in self._topics]).encode()
        self._settings: dict[str, Any] = {"language": config.site.language, "topics": digest_of(topics).hex()}

    def run(self, progress: Callable[[int, int], None]) -> RunReport:
        """Publish, hold, or do nothing; *progress* takes (done, of how many). Raises LibraryError and BuildError."""
        new = {key: (source, digest) for key, source, digest in self._library.hashes()}
        live, before = self._before()
        content = content_hash({key: digest for key, (_, digest) in new.items()})
        reasons = [] if before is None or self._wishes.yes else self._reasons(before, new, content)
        before = before or {}

        if self._wishes.dry_run:
            return self._report("dry run", before, new, reasons=reasons)
        if live is not None and before == new and not self._wishes.full and self._fits(live):
            return self._report("nothing to do", before, new)
        build = self._waiting(live, content)
        if build is None:
            build = self._changed(live, before, new, progress) or self._builds.write(
                self._library.resources(),
                topics=self._topics,
                settings=self._settings,
                memory=self._memory,
                progress=lambda count: progress(count, len(new)),
            )
        if reasons:
            self._builds.hold(content, self._builds.held(content) or "; ".join(reasons))
            self._builds.prune(max(self._publish.keep_builds, _LEAST_KEPT))
            return self._report("held", before, new, build=build.id, reasons=reasons)
        self._library.documents.forget_unseen()
        self._builds.publish(build.id)
        self._builds.prune(self._publish.keep_builds)
        return self._report("published", before, new, build=build.id)

    def _changed(
        self, live: Build | None, before: Hashes, new: Hashes, progress: Callable[[int, int], None]
    ) -> Build | None:
        """Write the next build of the live one; None: there is none to begin with, or too much changed."""
        changed = {
            key: digest for key, (source, digest) in new.items() if before.get(key) != (source, digest)
        }
        if (
            live is None
            or self._wishes.full
            or len(changed) > _MOST_CHANGED * len(new)
            or not self._fits(live)
        ):
            return None
        try:
            return self._builds.write(
                self._library.resources(changed),
                topics=self._topics,
                settings=self._settings,
                memory=self._memory,
                progress=lambda count: progress(count, len(changed)),
                change=Change(base=live, hashes=new, removed=[key for key in before if key not in new]),
            )
        except BuildError as error:
            self._notes.append(
                f"the live build cannot be built on: {error.what}; the index is built anew from the library"
            )
            return None

    def _before(self) -> tuple[Build | None, Hashes | None]:
        """Return the live build if it can be used, and what to compare with: None before the first build."""
        try:
            live = self._builds.live()
            return live, live.resource_hashes() if live is not None else None
        except BuildError as error:
            self._notes.append(f"{error.where}: {error.what}; the index is built anew from the library")
        # A damaged live build cannot be compared with, but a gate that is open whenever that happens is none.
        for build in reversed(self._builds.all()):
            try:
                return None, build.resource_hashes()
            except BuildError:
                continue
        return None, None

    def _reasons(self, before: Hashes, new: Hashes, content: str) -> list[str]:
        change = change_of(before, new, configured=self._sources)
        return reasons_to_hold(change, max_lost=self._publish.max_lost, held=self._builds.held(content))

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
        if self._wishes.full or live is None:
            return None
        for build in reversed(self._builds.all()):
            manifest = build.manifest
            if build.id <= live.id:
                return None
            wanted = manifest.content == content and manifest.settings == self._settings
            if wanted and manifest.schema_version == SCHEMA_VERSION and not build.verify():
                return build
        return None

    def _report(self, outcome: Outcome, before: Hashes, new: Hashes, **more: Any) -> RunReport:
        kept = [key for key in new if key in before]
        changed = sum(before[key] != new[key] for key in kept)
        return RunReport(
            outcome=outcome,
            live=self._builds.live_id(),
            resources=len(new),
            added=len(new) - len(kept),
            changed=changed,
            removed=len(before) - len(kept),
            unchanged=len(kept) - changed,
            notes=self._notes,
            **more,
        )
