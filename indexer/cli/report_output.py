"""The record of one run in, the lines that an editor reads in a terminal out; pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from indexer.cli.output import counted, listed, without_text_lines

Record = Mapping[str, Any]  # `RunReport.as_json`, or that of a run that failed

_COUNTS: Final = ("added", "changed", "removed", "unchanged", "failed")
_DONE: Final = {
    "published": "published",
    "nothing to do": "nothing to do, everything is up to date",
    "dry run": "dry run: nothing was changed",
}


def report_lines(record: Record) -> Iterator[str]:
    """Yield what a run did; the last line says what it came to."""
    counts = {name: record[name] for name in _COUNTS if name in record}
    width = max((len(f"{count:,}") for count in counts.values()), default=0)
    for name, count in counts.items():
        yield f"{name:<10}{count:>{width},}"
    if record.get("passed_over"):
        yield ""
        count = len(record["passed_over"])
        said = f"{counted(count, 'file')} {'is' if count == 1 else 'are'} passed over"
        yield f"{said}, because other programs keep {'it' if count == 1 else 'them'} for themselves:"
        yield from listed(record["passed_over"])
    if record.get("changes") is not None:
        yield from _changes(record)
    if record.get("judged") is not None:
        yield from _judged(record["judged"])
    if record.get("without_text"):
        yield ""
        yield from without_text_lines(record["without_text"])
    yield ""
    outcome = record["outcome"]
    yield _DONE.get(outcome, f"held: build {record['build']}" if outcome == "held" else outcome)


def _changes(record: Record) -> Iterator[str]:
    changes = record["changes"]
    for kind, name in (("removed", "removed"), ("added", "added"), ("changed", "changed")):
        if changes[kind]:
            yield ""
            yield f"{name}:"
            yield from listed([edit_line(edit) for edit in changes[kind]], record[kind])
    losses = [line for edit in changes["changed"] for line in loss_lines(edit)]
    if losses:
        yield ""
        yield "text lost:"
        yield from listed(losses)
    moves = [
        f"{name}: {move['value']}, {move['before']:,} before, {move['after']:,} now"
        for name, moves in changes["facets"].items()
        for move in moves
    ]
    if moves:
        yield ""
        yield "resources by topic, type and year:"
        yield from listed(moves)


def edit_line(edit: Record) -> str:
    """Return one resource that was added, changed or removed, in one line."""
    parts = [edit["title"]]
    if edit["title"] != edit["id"]:
        parts.append(f"[{edit['id']}]")
    if edit["was"] is not None:
        parts.append(f"(was: {edit['was']})")
    what = [name for name in edit["what"] if name != "title"]
    if what:
        parts.append("– " + ", ".join(name.replace("_", " ") for name in what))
    return one_line(" ".join(parts))


def loss_lines(edit: Record) -> Iterator[str]:
    """Yield a line for each document of a changed resource that holds less than it did."""
    for loss in edit["lost"]:
        (had, has), (pages, left) = loss["passages"], loss["pages"]
        said = f"{counted(had, 'passage')} before, {has:,} now"
        if pages is not None and left is not None and pages != left:
            said += f"; {counted(pages, 'page')} before, {left:,} now"
        if loss["gone"]:
            said = f"it is listed no more; it had {counted(had, 'passage')}"
        elif has == 0 and had > 0:
            said = f"no text is left of {counted(had, 'passage')}: is it a scan now?"
        yield one_line(f"{loss['document']}: {said}")


def _judged(judged: Record) -> Iterator[str]:
    before, after = judged["before"], judged["after"]
    yield ""
    against = "" if before is None else f" ({before:.3f} before)"
    yield f"judged queries: {judged['queries']:,}, nDCG@10 {after:.3f}{against}"
    moved = []
    for query in judged["moved"]:
        moved.append(
            one_line(
                f"{'worse ' if query['after'] < query['before'] else 'better'} "
                f"{query['before']:.2f} to {query['after']:.2f}  {query['text']}"
            )
        )
        moved += [one_line(f"       {why}") for why in query["why"]]
    yield from listed(moved)


def one_line(text: str) -> str:
    """Return *text* on one line, without what would steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
