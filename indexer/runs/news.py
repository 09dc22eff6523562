"""The report of a run and that of the run before in; what somebody who has read that one does not know yet, out. Pure."""

from dataclasses import dataclass

from indexer.runs.report import RunReport


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What went wrong in a run and not in the run before, and what else staff should know."""

    failures: tuple[str, ...]
    unlisted: int  # failures more, of which a report has only the number
    known: int  # failures that the run before had, too
    notes: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether anything failed that did not fail in the run before."""
        return bool(self.failures or self.unlisted)


def news_of(report: RunReport, before: RunReport | None) -> News:
    """Return what is new in *report*; *before* is the last run that came to its end, None if there was none."""
    failed, lines, notes = (0, (), ()) if before is None else (before.failed, before.failures, before.notes)
    failures = tuple(line for line in report.failures if line not in set(lines))
    unlisted = max(0, report.failed - failed - len(failures))
    return News(
        failures=failures,
        unlisted=unlisted,
        known=report.failed - len(failures) - unlisted,
        notes=tuple(note for note in report.notes if note not in set(notes)),
    )
