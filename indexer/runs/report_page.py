"""The report of a run as a self-contained HTML page for editors."""

from datetime import datetime
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader

from indexer.control_characters import clean_utf8
from indexer.errors import ConfigError
from indexer.runs.changes import MAX_LISTED, ChangeReport
from indexer.runs.report import COUNTS, EndedRun, RunReport

_VERDICTS: Final = {
    "published": "Published",
    "nothing to do": "Nothing to do: everything is up to date",
    "held": "Held: the previous build is still live",
    "dry run": "Dry run: nothing was changed",
    "failed": "Failed: the live build has not changed",
}


def write_report(path: Path, ended: EndedRun, *, site: str) -> None:
    """Write the report page of a run to *path*; raises ConfigError if it cannot be written."""
    text = report_page(ended, site=site)
    try:
        path.write_bytes(clean_utf8(text))
    except OSError as error:
        raise ConfigError(
            f"it cannot be written ({error.strerror})", where=str(path), fix="choose a file that can be"
        ) from None


def report_page(ended: EndedRun, *, site: str) -> str:
    """Return the page as HTML."""
    environment = Environment(
        loader=PackageLoader("indexer.runs"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = _moment
    changes = (ended.changes if isinstance(ended, RunReport) else None) or ChangeReport()
    return environment.get_template("report.html").render(
        site=site,
        run=ended,
        verdict=_VERDICTS[ended.outcome],
        counts={name: ended.counts[name] for name in COUNTS if name in ended.counts},
        changes=changes,
        losses=[(edit, loss) for edit in (*changes.renamed, *changes.changed) for loss in edit.lost],
        moves=[(name, move) for name, moves in changes.facets.items() for move in moves],
        kept=MAX_LISTED,
    )


def _moment(stamp: str) -> str:
    moment = datetime.fromisoformat(stamp)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
