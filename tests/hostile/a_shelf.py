"""A library of hostile files with good neighbours, indexed by the real command in a process of its own."""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from indexer.config import Config, load_config
from searchapp.engine.open_engine import open_engine
from searchapp.engine.request import SearchRequest
from tests.processes import completed
from tests.progress_lines import without_progress

_AMPLE: Final = {"cpu_seconds": 600, "wall_seconds": 900}
# Whatever a file does to its reader, the process that indexes stays below this.
MAX_MEMORY: Final = 300 * 2**20  # bytes

# `ru_maxrss` begins with the size of the process that started this one; VmHWM is this program's alone.
_INDEX: Final = """
import sys
from pathlib import Path
from searchapp.cli import main
code = main(sys.argv[2:])
Path(sys.argv[1]).write_text(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
sys.exit(code)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one `fieldguide index` did."""

    code: int
    out: str
    lines: list[str]  # of stderr, but for those of progress
    peak: int  # the most memory it used itself, in bytes


class Shelf:
    """A folder source below *root*; it begins with good files on all sides of whatever is put there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "shelf"
        self.folder.mkdir()
        self._config = root / "config.toml"
        self.limit()
        self.put("0-before.md", "# Before\n\nThe aardvark stands first.")
        self.put("zz-after.txt", "The zebra stands last.")
        self.put("m/middle.html", "<main><h1>Middle</h1><p>The manatee stands between.</p></main>")
        self.neighbours = {"aardvark", "zebra", "manatee"}

    def limit(self, **reading: int) -> None:
        """Set what `[reading]` allows; of time it is as much as a slow machine needs, unless *reading* tells."""
        lines = ["[[sources]]", 'name = "shelf"', 'kind = "folder"', 'path = "shelf"', "[reading]"]
        lines += [f"{key} = {value}" for key, value in {**_AMPLE, **reading}.items()]
        self._config.write_text("\n".join(lines))

    def put(self, name: str | bytes, content: str | bytes) -> Path:
        """Write one file of the folder; the name may be bytes that are no text."""
        path = self.folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    @property
    def config(self) -> Config:
        """The settings."""
        return load_config(self._config)

    def index(self, through: Sequence[str] = (), before: str = "") -> Ran:
        """Run `fieldguide index` to its end.

        *through* is what the command line begins with, *before* are statements that the new process begins with.
        """
        command = [*through, sys.executable, "-c", before + _INDEX, str(self.root / "peak")]
        done = completed([*command, "--config", str(self._config), "index"])
        return Ran(
            code=done.returncode,
            out=done.stdout,
            lines=without_progress(done.stderr).splitlines(),
            peak=int((self.root / "peak").read_text()) * 1024,
        )

    def found(self, text: str) -> list[str]:
        """Return the titles of what a search for *text* finds."""
        results = open_engine(self.config).search(SearchRequest(text))
        return [hit.title for hit in results.hits]

    def lost(self) -> set[str]:
        """Return the good neighbours that cannot be found."""
        engine = open_engine(self.config)
        return {word for word in self.neighbours if engine.search(SearchRequest(word)).total != 1}


def as_somebody_with_no_special_rights() -> tuple[str, ...]:
    """Return what to begin a command with, so that the superuser's right to read everything is gone."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    command = (setpriv or "", "--bounding-set", "-dac_override,-dac_read_search")
    if setpriv is None or completed([*command, "true"]).returncode:
        pytest.skip("the superuser may read every file, and setpriv cannot take that from it here")
    return command
