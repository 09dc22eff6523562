"""A run that takes longer than ten seconds says on stderr how far it is, and on a slow machine any run may.

Reported: a test that compared all of stderr with nothing failed on a machine that was busy.
"""

from pathlib import Path

import pytest

from tests.hostile.a_shelf import Shelf
from tests.processes import completed, fieldguide
from tests.progress_lines import without_progress
from tests.unit.a_site import Site, numbered

# As if every moment were ten seconds.
SLOWLY = "from indexer.cli import progress\nprogress.LINE_SECONDS = 0\n"


def test_how_far_a_run_is_is_no_trouble(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("empty.txt", "")

    ran = shelf.index(before=SLOWLY)

    assert ran.code == 3
    assert ran.lines == ["shelf/empty.txt: it is empty; restore its content, or remove it"]


@pytest.mark.slow  # two runs over 300 records, to see every line
def test_every_line_of_progress_is_known_as_such(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample", "export"))
    site.file("guide.md", "# A guide\n\nWords of a guide.")
    site.records(*numbered(300))
    said = []
    for words in ((), ("--full",)):
        command = fieldguide(site.config, "index", *words)
        place = command.index("-c") + 1
        command[place] = SLOWLY + str(command[place])
        said.append(completed(command).stderr)

    assert all("reading export: " in one and "building: " in one for one in said)
    assert [without_progress(one) for one in said] == ["", ""]
