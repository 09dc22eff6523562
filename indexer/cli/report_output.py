"""The report of a run as lines for the terminal; pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from indexer.cli.inventory_output import first_scan_lines
from indexer.cli.output import first_of, quantity, without_text_lines
from indexer.runs.changes import ChangeReport, Edit
from indexer.runs.report import COUNTS, EndedRun, JudgedScores, RunReport

_OUTCOME_LINES: Final = {
    "published": "published",
    "nothing to do": "nothing to do, everything is up to date",
    "dry run": "dry run: nothing was changed",
}


def report_lines(ended: EndedRun) -> Iterator[str]:
    """Yield what a run did; the last line is its outcome."""
    counts: dict[str, int] = {name: ended.counts[name] for name in COUNTS if name in ended.counts}
    width = max(len(f"{count:,}") for count in counts.values())
    for name, count in counts.items():
        yield f"{name:<10}{count:>{width},}"
    if isinstance(ended, RunReport):
        for found in ended.first_scans:
            yield ""
            yield from first_scan_lines(found, ended.ignored)
        if ended.skipped:
            yield ""
            yield from _skipped(ended.skipped_first, ended.skipped)
        if ended.changes is not None:
            yield from _changes(ended.changes, counts)
        if ended.judged is not None:
            yield from _judged(ended.judged)
        if ended.without_text:
            yield ""
            yield from without_text_lines(ended.without_text)
    yield ""
    if isinstance(ended, RunReport) and ended.outcome == "held":
        yield f"held: build {ended.build}"
    else:
        yield _OUTCOME_LINES.get(ended.outcome, ended.outcome)


def _skipped(files: Sequence[str], count: int) -> Iterator[str]:
    one = count == 1
    yield f"{quantity(count, 'file')} of other programs {'was' if one else 'were'} skipped:"
    yield from first_of(files, count)


def _changes(changes: ChangeReport, counts: dict[str, int]) -> Iterator[str]:
    for name, edits in (
        ("removed", changes.removed),
        ("renamed", changes.renamed),
        ("added", changes.added),
        ("changed", changes.changed),
    ):
        if edits:
            yield ""
            yield f"{name}:"
            yield from first_of([edit_line(edit) for edit in edits], counts[name])
    losses = [line for edit in (*changes.renamed, *changes.changed) for line in loss_lines(edit)]
    if losses:
        yield ""
        yield "text lost:"
        yield from first_of(losses)
    moves = [
        f"{name}: {move.value}, {move.before:,} before, {move.after:,} now"
        for name, moves in changes.facets.items()
        for move in moves
    ]
    if moves:
        yield ""
        yield "resources by facet:"
        yield from first_of(moves)


def edit_line(edit: Edit) -> str:
    """Return one line for a resource that was added, renamed, changed or removed."""
    parts = [edit.title]
    if edit.title != edit.id:
        parts.append(f"[{edit.id}]")
    if edit.previous_id is not None:
        parts.append(f"(was: [{edit.previous_id}])")
    if edit.previous_title is not None:
        parts.append(f"(was: {edit.previous_title})")
    changed_fields = [name for name in edit.changed_fields if name != "title"]
    if changed_fields:
        parts.append("– " + ", ".join(name.replace("_", " ") for name in changed_fields))
    return " ".join(parts)


def loss_lines(edit: Edit) -> Iterator[str]:
    """Yield a line for each document of a changed resource that lost text."""
    for loss in edit.lost:
        (had, has), (pages, left) = loss.passages, loss.pages
        said = f"{quantity(had, 'passage')} before, {has:,} now"
        if pages is not None and left is not None and pages != left:
            said += f"; {quantity(pages, 'page')} before, {left:,} now"
        if loss.unlisted:
            said = f"it is no longer listed; it had {quantity(had, 'passage')}"
        elif has == 0 and had > 0:
            said = f"it has no text left, of {quantity(had, 'passage')}: is it a scan now?"
        yield f"{loss.document}: {said}"


def _judged(judged: JudgedScores) -> Iterator[str]:
    yield ""
    against = "" if judged.before is None else f" ({judged.before:.3f} before)"
    yield f"judged queries: {judged.queries:,}, nDCG@10 {judged.after:.3f}{against}"
    moved = []
    for query in judged.moved:
        moved.append(
            f"{'worse ' if query.after < query.before else 'better'} "
            f"{query.before:.2f} to {query.after:.2f}  {query.text}"
        )
        moved += [f"       {why}" for why in query.why]
    yield from first_of(moved)
