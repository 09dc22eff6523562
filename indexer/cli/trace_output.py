"""A trace of an id or an address as lines for the terminal; pure."""

from collections.abc import Iterator
from datetime import datetime

from indexer.cli.output import age, quantity
from indexer.runs.tracing import Trace, TracedDocument


def trace_lines(trace: Trace, now: datetime) -> Iterator[str]:
    """Yield the verdict, then what is known about each resource and document."""
    yield f"{trace.subject}: {trace.verdict}"
    for resource in trace.resources:
        found = resource.found
        yield ""
        yield f"resource  {found.id}: {found.title or 'without a title'}"
        yield from _facts(
            source=_scanned(found.source, trace, now),
            first_seen=age(found.first_seen, now),
            changed=age(found.last_changed, now),
            listed_at=found.listed_at,
            builds=", ".join(f"{one}{' (live)' if one == trace.live else ''}" for one in resource.builds)
            or "none",
        )
    for document in trace.documents:
        yield ""
        yield from _document(document, trace, now)
    for name, builds in trace.only_in_builds.items():
        yield ""
        gone = "it has another id now" if trace.now_at else "no longer in any source"
        yield f"resource  {name}: {gone}, but still in {', '.join(builds)}"
    for where, why in trace.refused.items():
        yield ""
        yield f"not read  {where}: {why}"
    for where, lines in trace.history.items():
        yield ""
        yield f"crawled   {where}"
        yield from (f"  {line}" for line in lines)
    if trace.failures:
        yield ""
        yield "failures in the last runs:"
        yield from (f"  {line}" for line in trace.failures)
    if trace.nearest:
        yield ""
        yield f"did you mean {' or '.join(trace.nearest)}?"


def _document(document: TracedDocument, trace: Trace, now: datetime) -> Iterator[str]:
    found = document.found
    yield f"document  {found.source}/{found.address}"
    read = None if found.format is None else f"as {found.format}, version {found.reader} of its reader"
    pages = "" if found.pages is None else f"{quantity(found.pages, 'page')}, "
    yield from _facts(
        source=_scanned(found.source, trace, now),
        first_seen=age(found.first_seen, now),
        last_seen=age(found.last_seen, now) + ("" if found.in_last_scan else ", but not in the last scan"),
        read=read or "never",
        text=pages + quantity(found.passages, "passage") if found.passages is not None else None,
        failed=found.error,
        listed_by=", ".join(document.resources) or "no resource",
    )


def _scanned(source: str, trace: Trace, now: datetime) -> str:
    known = trace.sources.get(source)
    scanned, origin = (known.scanned, known.origin) if known is not None else (None, None)
    seen = f"scanned {age(scanned, now)}" if scanned else "never scanned completely"
    return f"{source}, {seen}; fetched {origin or 'no longer: it is not in config.toml'}"


def _facts(**facts: str | None) -> Iterator[str]:
    for name, value in facts.items():
        if value is not None:
            yield f"  {name.replace('_', ' '):<11} {value}"
