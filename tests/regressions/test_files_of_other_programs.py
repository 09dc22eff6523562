"""Word lays `~$guide.docx` beside a document that somebody has open. It ended every run with 3 while people worked.

What programs keep for themselves is skipped like hidden names: counted, and no failure.
"""

from pathlib import Path

import pytest

from indexer.cli.report_output import report_lines
from indexer.config import load_config
from indexer.runs.report import ended_run
from indexer.runs.watching import fingerprint
from tests.unit.a_site import Site

SKIPPED = [
    "~$guide.docx", "guides/~$ide.doc", "~$page.html", "~WRL0003.tmp", "~wrd0001.docx", "guide.docx.tmp", "guide.pdf.part",
    "guide.pdf.crdownload", "guide.md~", "#guide.md#", "Thumbs.db", "guides/THUMBS.DB", "desktop.ini", "Desktop.ini",
    "guide.md.swp",
]  # fmt: skip
HIDDEN = [
    "._guide.pdf",
    ".~lock.guide.docx#",
    ".DS_Store",
    ".guide.md.swp",
    "_drafts/~$a.docx",
    "__MACOSX/a.md",
]
OF_SYSTEMS = [
    "lost+found/a.md",
    "System Volume Information/a.md",
    "$RECYCLE.BIN/a.md",
    "@eaDir/guide.pdf/a.html",
    "RECYCLER/S-1-5-21/Dc1.md",
    "@Recycle/a.md",
    "#recycle/a.md",
    "~snapshot/daily/a.md",
    "Network Trash Folder/a.md",
    "Temporary Items/a.md",
]
CONTENT = ["Recycler.md", "part.md", "tmp/b.md", "thumbs/c.md", "$ign.md", "a~b.md"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path, ("sample",))
    for name in (*SKIPPED, *HIDDEN, *OF_SYSTEMS):
        made.file(name, b"\x06owner")
    for name in CONTENT:
        made.file(name, f"Words of {name}.")
    return made


def test_what_other_programs_keep_is_skipped_and_counted(site: Site) -> None:
    ran = site.run("index", "--json")

    assert (ran.code, ran.err) == (0, "")
    report = ran.json()
    assert (report["failed"], report["failures"], report["resources"]) == (0, [], len(CONTENT))
    assert report["skipped"] == len(SKIPPED)
    assert report["skipped_first"] == [f"sample/{name}" for name in sorted(SKIPPED)]
    shown = list(report_lines(ended_run(report)))
    assert "15 files of other programs were skipped:" in shown
    assert "  sample/#guide.md#" in shown


def test_trace_says_why_such_a_file_is_not_read(site: Site) -> None:
    site.run("index")

    for name in ("~$guide.docx", "Thumbs.db", "lost+found/a.md"):
        assert "it is not read" in site.run("trace", str(site.corpus / name)).out


def test_such_a_file_does_not_make_the_watch_run(site: Site) -> None:
    config = load_config(site.config)
    before = fingerprint(config)

    site.file("guides/~$new.docx", b"\x06owner")

    assert fingerprint(config) == before


def test_a_record_may_name_any_file(site: Site) -> None:
    site.file("~$odd.md", "A zebra after all.")
    site.file("catalogue.jsonl", '{"id": "odd", "files": ["~$odd.md"]}\n')

    assert site.run("index").code == 0

    assert "odd" in site.live_ids()
