"""An edit that kept the length of a file, and set its time back as exports and containers do, was never read, and no option
read it. The inode tells of it now, and `--reread` reads everything.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import SearchRequest, open_engine
from tests.sampling import sampled
from tests.unit.a_site import Site

LONG_AGO = (315_532_800_000_000_000, 315_532_800_000_000_000)  # 1980: what such tools write
OLD, NEW = "The form is due in 2019.", "The form is due in 2024."


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path, ("sample",))
    os.utime(made.file("form.md", OLD), ns=LONG_AGO)
    os.utime(made.file("other.md", "Something else."), ns=LONG_AGO)
    assert made.run("index").code == 0
    return made


def found(site: Site, query: str) -> int:
    return open_engine(load_config(site.config)).search(SearchRequest(query)).total


def replaced(path: Path) -> None:
    path.with_suffix(".new").write_text(NEW)
    path.with_suffix(".new").replace(path)


def written_into(path: Path) -> None:
    path.write_text(NEW)


def moved_in(path: Path) -> None:
    path.unlink()
    path.with_suffix(".new").write_text(NEW)
    os.utime(path.with_suffix(".new"), ns=LONG_AGO)
    path.with_suffix(".new").rename(path)


@pytest.mark.parametrize("edit", sampled([replaced, written_into, moved_in], 2))
def test_an_edit_that_keeps_size_and_time_is_read(site: Site, edit: Callable[[Path], None]) -> None:
    path = site.corpus / "form.md"
    edit(path)
    os.utime(path, ns=LONG_AGO)

    ran = site.run("index", "--json")

    assert ran.json()["changed"] == 1
    assert (found(site, "2019"), found(site, "2024")) == (0, 1)
    assert site.run("index", "--json").json()["outcome"] == "nothing to do"


def test_whoever_has_the_old_file_gets_the_new_one(site: Site) -> None:
    config = load_config(site.config)
    client = create_app(config, open_engine(config)).test_client()
    hits = client.get("/api/v1/search?q=2019").get_json()["results"]
    address = hits[0]["documents"][0]["url"]
    with client.get(address) as first:
        known = {"If-None-Match": first.headers["ETag"]}
    with client.get(address, headers=known) as again:
        assert again.status_code == 304

    replaced(site.corpus / "form.md")
    os.utime(site.corpus / "form.md", ns=LONG_AGO)
    with client.get(address, headers=known) as again:
        assert (again.status_code, again.get_data(as_text=True)) == (200, NEW)


def test_a_copied_tree_is_not_read_again(site: Site) -> None:
    known = reading_of(site)
    shutil.copytree(site.corpus, site.root / "copy", copy_function=shutil.copy2)
    shutil.rmtree(site.corpus)
    (site.root / "copy").rename(site.corpus)
    forge(site, "result = x''")  # a file that were read again would have its text again

    ran = site.run("index", "--json")

    assert ran.json()["outcome"] == "nothing to do"
    assert reading_of(site) == {address: (seen, b"") for address, (seen, _) in known.items()}


def test_everything_can_be_read_again(site: Site) -> None:
    known = reading_of(site)
    forge(site, "result = x''")

    ran = site.run("index", "--reread", "--json")

    assert ran.json()["outcome"] == "nothing to do"
    assert reading_of(site) == known


def test_records_are_looked_at_again_too(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records({"id": "a", "title": "Alpha"})
    assert site.run("index").code == 0
    forge(site, "payload = '{\"title\":\"Forged\"}', digest = x'00'", "resources")
    assert site.run("index", "--json").json()["changed"] == 1  # by its mark the record is known

    ran = site.run("index", "--reread", "--json")

    assert ran.json()["changed"] == 1
    assert found(site, "alpha") == 1


def test_a_library_from_before_looks_at_every_file_once(site: Site) -> None:
    forge(site, "etag = NULL")  # as libraries were that knew no inodes
    path = site.corpus / "form.md"
    path.write_text(NEW)
    os.utime(path, ns=LONG_AGO)

    assert site.run("index", "--json").json()["changed"] == 1

    assert found(site, "2024") == 1


def forge(site: Site, what: str, table: str = "documents") -> None:
    """Change every row of a table of the library."""
    with closing(sqlite3.connect(site.root / "var/library.db", isolation_level=None)) as library:
        library.execute(f"UPDATE {table} SET {what}")  # noqa: S608  # ours


def reading_of(site: Site) -> dict[str, tuple[str, bytes]]:
    """Return {address: (when it was first seen, what reading it gave)}."""
    with closing(sqlite3.connect(site.root / "var/library.db", isolation_level=None)) as library:
        rows = library.execute("SELECT address, first_seen, result FROM documents").fetchall()
    return {address: (seen, result) for address, seen, result in rows}
