"""The options of one run of `index`, and the report of what it did, as values and as JSON."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from indexer.errors import FieldguideError, HeldError
from indexer.runs.changes import ChangeReport
from indexer.runs.inventory import Inventory
from indexer.runs.relevance_changes import MovedQuery
from indexer.sources.ignored import Ignored
from indexer.sources.source import Report

Outcome = Literal["published", "nothing to do", "held", "dry run"]

COUNTS: Final = (
    "added",
    "renamed",
    "changed",
    "removed",
    "unchanged",
    "failed",
)  # of resources; failed: of documents, records and sources
MAX_LISTED_SKIPPED: Final = 100  # are named: every folder of a network share may contain a "Thumbs.db"
MAX_LISTED_FAILURES: Final = 1000  # are kept in full: an export with broken lines must not fill memory


class Failures:
    """Counts failures and passes them on."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.count = 0
        self.lines: list[str] = []

    def __call__(self, error: FieldguideError) -> None:
        """Record one failure."""
        self.count += 1
        if len(self.lines) < MAX_LISTED_FAILURES:
            self.lines.append(str(error))
            self._report(error)


class Stages:
    """How long each stage of a run took, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Add the time spent inside to the stage *name*."""
        began = monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0) + monotonic() - began, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedScores:
    """How the judged queries score, before and now."""

    queries: int
    before: float | None  # mean nDCG@10; None: there is no build to compare with
    after: float
    moved: tuple[MovedQuery, ...] = ()

    @property
    def means(self) -> tuple[float, float] | None:
        """Both means, if there are two."""
        return None if self.before is None else (self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """The options of `index`."""

    full: bool = False  # reuse no existing build
    source: str | None = None  # scan only this one
    dry_run: bool = False  # change nothing on disk
    yes: bool = False  # publish even if the gate would hold the build
    reread: bool = False  # read everything, even if it looks unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did: the library against the build that was live before."""

    outcome: Outcome
    build: str | None = None  # made in this run; None: no build was made
    live: str | None = None  # live now
    resources: int = 0  # in the library
    added: int = 0
    renamed: int = 0  # their files have other names or folders
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: int = 0
    failures: tuple[str, ...] = ()  # the first 1,000, a line each
    without_text: tuple[str, ...] = ()  # documents; scans need OCR
    skipped: int = 0  # files that other programs keep for their own use
    skipped_first: tuple[str, ...] = ()  # the first KEPT_SKIPPED of them
    ignored: tuple[Ignored, ...] = ()  # what else was left out of folders
    first_scans: tuple[Inventory, ...] = ()  # of sources of which the library had nothing before
    reasons: tuple[str, ...] = ()  # why the gate held the build, or would hold it
    notes: tuple[str, ...] = ()  # what else staff should know
    changes: ChangeReport | None = (
        None  # one by one; None: there was no build to compare with, or nothing changed
    )
    judged: JudgedScores | None = None  # None: there are no judged queries, or no build was made
    took: Mapping[str, float] = field(default_factory=dict)  # stage -> seconds
    started: str = ""  # ISO 8601, UTC
    finished: str = ""

    @property
    def held(self) -> HeldError | None:
        """The error to show if the gate held the build, or would hold it."""
        if not self.reasons or self.outcome == "published":
            return None
        if self.build is None:
            said = "the new build would be held"
            fix = "check the sources; if this is intended, run: fieldguide index --yes"
            return HeldError(f"{said}: {'; '.join(self.reasons)}", where="the gate", fix=fix)
        said = f"build {self.build} is held, and the old one is still live"
        fix = f"check the sources; if this is intended, run: fieldguide publish {self.build}"
        return HeldError(f"{said}: {'; '.join(self.reasons)}", where="the gate", fix=fix)

    @property
    def exit_code(self) -> int:
        """The exit code of `index` (docs/operations.md); that of a dry run depends only on the gate."""
        if self.held is not None:
            return HeldError.exit_code
        return 3 if self.failed and self.outcome != "dry run" else 0

    @property
    def counts(self) -> dict[str, int]:
        """The public counts, by name; renamed ones only if there are any."""
        names = ("resources", *(name for name in COUNTS if name != "renamed" or self.renamed))
        return {name: getattr(self, name) for name in names}

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return _as_json(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedRun:
    """The report of a run that ended with an error."""

    outcome: Literal["failed"] = "failed"
    failed: int
    failures: tuple[str, ...]  # the first 1,000, a line each; the last one ended the run
    started: str = ""  # ISO 8601, UTC; empty: it failed before it began

    @property
    def counts(self) -> dict[str, int]:
        """The public counts, by name."""
        return {"failed": self.failed}

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return _as_json(self)


EndedRun: TypeAlias = RunReport | FailedRun

_ENDED: Final[TypeAdapter[EndedRun]] = TypeAdapter(Annotated[EndedRun, Field(discriminator="outcome")])


def _as_json(ended: EndedRun) -> dict[str, Any]:
    values: dict[str, Any] = _ENDED.dump_python(ended, mode="json")
    return values


def ended_run(values: object) -> EndedRun:
    """Return the report from what its `as_json` returned; raises ValueError if it is not a report."""
    return _ENDED.validate_python(values)
