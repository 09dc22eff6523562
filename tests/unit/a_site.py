"""A site on disk for tests: settings, sources, and the command line run on them in this process."""

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from indexer.builds import Builds
from indexer.cli.commands import commands, fieldguide_group, run
from indexer.config import load_config
from indexer.open_index_writer import open_index_writer
from indexer.runs.reindexing import ReindexRequests
from tests.progress_lines import without_progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str  # but for lines of progress

    def json(self) -> Any:
        return json.loads(self.out)


def run_command(group: click.Group, *words: str) -> Ran:
    """Run a command of *group* in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(group, list(words))
    return Ran(code=code, out=out.getvalue(), err=without_progress(err.getvalue()))


class Site:
    """A folder with config.toml, the export `export.jsonl` and the folder `corpus`."""

    def __init__(self, root: Path, sources: tuple[str, ...] = ("export",), **tables: str) -> None:
        self._name_parts(root)
        kinds = {
            "export": '[[sources]]\nname = "export"\nkind = "records"\npath = "export.jsonl"\n',
            "sample": '[[sources]]\nname = "sample"\nkind = "folder"\npath = "corpus"\n',
        }
        text = "".join(kinds[source] for source in sources)
        text += "".join(f"[{name}]\n{lines}\n" for name, lines in tables.items())
        root.mkdir(parents=True, exist_ok=True)
        self.config.write_text(text, encoding="utf-8")
        if "sample" in sources:
            self.corpus.mkdir(exist_ok=True)
        if "export" in sources:
            self.records()

    @classmethod
    def at(cls, root: Path) -> "Site":
        """Return the site that is at *root* already."""
        site = cls.__new__(cls)
        site._name_parts(root)
        return site

    def _name_parts(self, root: Path) -> None:
        self.root = root
        self.corpus = root / "corpus"
        self.export = root / "export.jsonl"
        self.config = root / "config.toml"

    def records(self, *records: Mapping[str, Any] | str) -> None:
        """Make the export hold *records*; a text stands as it is.

        In one step, as an editor's system would: whoever watches sees no half of it, however slow the machine is.
        """
        lines = (one if isinstance(one, str) else json.dumps(one) for one in records)
        fresh = self.export.with_suffix(".new")
        fresh.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        fresh.replace(self.export)

    def file(self, address: str, text: str | bytes) -> Path:
        """Put a file into the folder."""
        path = self.corpus / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def run(self, *words: str, group: click.Group | None = None) -> Ran:
        """Run one command: one of the indexer's own, or of *group*."""
        return run_command(group or fieldguide_group(commands), "--config", str(self.config), *words)

    @property
    def builds(self) -> Builds:
        return Builds(self.root / "var/builds")

    @property
    def requests(self) -> ReindexRequests:
        config = load_config(self.config)
        return ReindexRequests(config.paths.requests, open_index_writer(config))

    def live_ids(self) -> list[str]:
        """Return the ids of all resources of the live build."""
        live = self.builds.live()
        return sorted(live.resource_hashes()) if live is not None else []

    def tree(self) -> dict[str, bytes]:
        """Return every file below var, to see whether anything changed."""
        return {
            str(path): path.read_bytes() for path in sorted((self.root / "var").rglob("*")) if path.is_file()
        }


def numbered(count: int, **facts: Any) -> list[dict[str, Any]]:
    """Return *count* small records."""
    return [
        {"id": f"r{number:05}", "text": f"Words of resource {number}.", **facts} for number in range(count)
    ]
