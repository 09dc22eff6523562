"""The record of one run in, the page that an editor reads in a browser out: one file, without links to others."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader

from indexer.errors import ConfigError
from indexer.runs.changes import KEPT

_VERDICTS: Final = {
    "published": "Published",
    "nothing to do": "Nothing to do: everything is up to date",
    "held": "Held: the live build still answers",
    "dry run": "A dry run: nothing was changed",
    "failed": "Failed: what is live has not changed",
}


def write_report(path: Path, record: Mapping[str, Any], *, site: str) -> None:
    """Write the page of a run to *path*; ConfigError where that cannot be done."""
    text = report_page(record, site=site)
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise ConfigError(
            f"it cannot be written ({error.strerror})", where=str(path), mend="name a file that can be"
        ) from None


def report_page(record: Mapping[str, Any], *, site: str) -> str:
    """Return the page as HTML."""
    environment = Environment(
        loader=PackageLoader("indexer.runs"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = _moment
    changes = record.get("changes") or {}
    return environment.get_template("report.html").render(
        site=site,
        run=record,
        verdict=_VERDICTS[record["outcome"]],
        counts={
            name: record[name]
            for name in ("added", "changed", "removed", "unchanged", "failed")
            if name in record
        },
        changes=changes,
        losses=[(edit, loss) for edit in changes.get("changed", ()) for loss in edit["lost"]],
        moves=[(name, move) for name, moves in changes.get("facets", {}).items() for move in moves],
        kept=KEPT,
    )


def _moment(stamp: str) -> str:
    moment = datetime.fromisoformat(stamp)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
