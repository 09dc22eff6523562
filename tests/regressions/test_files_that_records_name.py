"""One entry of `files` that was 300 characters long ended the whole source: "File name too long". Whatever a record calls a
file, it is that record's mistake, and the record stays without that file.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from indexer.config import load_config
from searchapp.engine import SearchRequest, open_engine
from tests.hostile.a_shelf import Shelf, as_somebody_with_no_special_rights
from tests.unit.a_site import Ran, Site

NO_NAME = "is not a name that a file can have"
TOO_LONG = "is longer than the name of a file can be"
WRONG = {
    "f" * 300 + ".pdf": TOO_LONG,
    "/".join(["d" * 200] * 30) + "/a.pdf": TOO_LONG,
    "é" * 200 + ".pdf": TOO_LONG,
    "g" * 100_000: TOO_LONG,
    "a\x00b.md": NO_NAME,
    "a\ud800b.md": "is missing",  # the half of a character is replaced when the line is read
    "../secret.md": "leaves the folder",
    "guides/../../secret.md": "leaves the folder",
    "/etc/passwd": "leaves the folder",
    "guides\\a.md": "leaves the folder",
    ".": "leaves the folder",
    "guides": "is a folder",
    "guides/": "is a folder",
    "good.md/a.md": "is missing",
    "gone.md": "is missing",
    "loop.md": "is a link to itself",
    "zero.md": "is a link out of the folder",
    "secret.md": "is a link out of the folder",
    "pipe.md": "is not a regular file",
    "sheet.xlsx": "its format is not one that can be read",
}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Ran]:
    """A catalogue with a record for each wrong name beside a good one, between good records, and how indexing it went."""
    site = Site(tmp_path_factory.mktemp("named") / "site", ("sample",))
    site.file("good.md", "A tapir.")
    site.file("guides/a.md", "A heron.")
    site.file("sheet.xlsx", "PK")
    secret = site.root / "secret.md"
    secret.write_text("A secret.")
    (site.corpus / "loop.md").symlink_to("loop.md")
    (site.corpus / "zero.md").symlink_to("/dev/zero")
    (site.corpus / "secret.md").symlink_to(secret)
    os.mkfifo(site.corpus / "pipe.md")
    records: list[dict[str, Any]] = [{"id": "first", "files": "good.md"}]
    for number, name in enumerate(WRONG):
        site.file(f"good{number}.md", f"A zebra{number}.")
        records.append({"id": f"odd{number:02}", "files": [f"good{number}.md", name]})
    records.append({"id": "last", "files": "guides/a.md"})
    site.file("catalogue.jsonl", "".join(json.dumps(record) + "\n" for record in records))
    return site, site.run("index")


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[ascii(name)[:30] for name in WRONG])
def test_a_file_that_cannot_be_is_told_and_its_record_stays(indexed: tuple[Site, Ran], number: int) -> None:
    site, ran = indexed
    name, said = list(WRONG.items())[number]
    place = name if name == "sheet.xlsx" else f"catalogue.jsonl line {number + 2}"

    (line,) = [line for line in ran.err.splitlines() if f"{place}: " in line]
    assert said in line
    assert len(line) < 300
    engine = open_engine(load_config(site.config))
    assert [hit.id for hit in engine.search(SearchRequest(f"zebra{number}")).hits] == [f"odd{number:02}"]


def test_every_other_record_stays_too(indexed: tuple[Site, Ran]) -> None:
    site, ran = indexed

    assert ran.code == 3
    assert site.live_ids() == ["first", "last", *(f"odd{number:02}" for number in range(len(WRONG)))]


def test_an_export_has_the_same_files(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records({"id": "a", "files": ["f" * 300, "a\x00"]}, {"id": "b"})

    ran = site.run("index")

    assert ran.code == 3
    assert [line.partition(": ")[0] for line in ran.err.splitlines()] == ["export/export.jsonl line 1"] * 2
    assert site.live_ids() == ["a", "b"]


@pytest.mark.slow  # several runs
def test_a_file_that_cannot_be_looked_at_for_now_keeps_its_last_good_text(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("closed/guide.md", "A wombat behind a door.")
    shelf.put("catalogue.jsonl", '{"id": "guide", "title": "Guide", "files": ["closed/guide.md"]}\n')
    assert shelf.index().code == 0
    (shelf.folder / "closed").rename(shelf.folder / "_closed")
    (shelf.folder / "closed").symlink_to("_closed")
    (shelf.folder / "_closed").chmod(0)

    ran = shelf.index(through=as_somebody_with_no_special_rights())

    (shelf.folder / "_closed").chmod(0o755)
    assert ran.code == 3
    assert any("closed/guide.md: " in line and "Permission denied" in line for line in ran.lines)
    assert shelf.found("wombat") == ["Guide"]
    assert shelf.lost() == set()
