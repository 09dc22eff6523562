"""What became of an id or an address in, the lines that people read out; pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from indexer.cli.output import age, counted
from indexer.cli.report_output import one_line


def trace_lines(found: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """Yield the verdict, then what is known of each resource and each document."""
    yield one_line(f"{found['asked']}: {found['verdict']}")
    for row in found["resources"]:
        yield ""
        yield one_line(f"resource  {row['id']}: {row['title'] or 'without a title'}")
        yield from _facts(
            source=_scanned(row["source"], found, now),
            first_seen=age(row["first_seen"], now),
            changed=age(row["last_changed"], now),
            listed_at=row["listed_at"],
            builds=", ".join(f"{one}{' (live)' if one == found['live'] else ''}" for one in row["builds"])
            or "none",
        )
    for row in found["documents"]:
        yield ""
        yield one_line(f"document  {row['source']}/{row['address']}")
        read = None if row["format"] is None else f"as {row['format']}, version {row['reader']} of its reader"
        pages = "" if row["pages"] is None else f"{counted(row['pages'], 'page')}, "
        yield from _facts(
            source=_scanned(row["source"], found, now),
            first_seen=age(row["first_seen"], now),
            last_seen=age(row["last_seen"], now) + ("" if row["there"] else ", and no more in the last scan"),
            read=read or "never",
            text=pages + counted(row["passages"], "passage") if row["passages"] is not None else None,
            failed=row["error"],
            listed_by=", ".join(row["resources"]) or "no resource",
        )
    for name, builds in found["only_in_builds"].items():
        yield ""
        yield one_line(f"resource  {name}: in no source any more, still in {', '.join(builds)}")
    for where, why in found["refused"].items():
        yield ""
        yield one_line(f"not read  {where}: {why}")
    if found["said"]:
        yield ""
        yield "the last runs said of it:"
        yield from (one_line(f"  {line}") for line in found["said"])
    if found["nearest"]:
        yield ""
        yield one_line(f"did you mean {' or '.join(found['nearest'])}?")


def _scanned(source: str, found: Mapping[str, Any], now: datetime) -> str:
    known = found["sources"].get(source, {"scanned": None, "fetched": None})
    scanned, fetched = known["scanned"], known["fetched"]
    seen = f"scanned {age(scanned, now)}" if scanned else "never scanned to its end"
    return f"{source}, {seen}; fetched {fetched or 'no more: config.toml does not name it'}"


def _facts(**facts: str | None) -> Iterator[str]:
    for name, value in facts.items():
        if value is not None:
            yield one_line(f"  {name.replace('_', ' '):<11} {value}")
