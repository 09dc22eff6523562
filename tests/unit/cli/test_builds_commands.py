"""`status`, `verify`, `builds`, `publish`, `rollback`: exit codes and what they print."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.processes import completed
from tests.unit.a_site import Site, numbered


def test_status_without_a_build_exits_0_and_says_so(site: Site) -> None:
    ran = site.run("status")

    assert ran.code == 0
    assert "no build" in ran.out
    assert site.run("status", "--json").json()["build"] is None
    assert not (site.root / "var").exists()


def test_status_tells_what_is_live_and_how_the_last_run_went(site: Site) -> None:
    site.run("index")
    site.records(*numbered(10), "no record")
    site.run("index")

    ran = site.run("status")

    assert ran.code == 0
    assert f"build {site.builds.live_id()}, built just now" in ran.out
    assert "resources     10" in ran.out
    assert "nothing to do: 0 added, 0 changed, 0 removed, 10 unchanged" in ran.out
    assert "  export/export.jsonl line 11: " in ran.out
    known = site.run("status", "--json").json()
    assert (known["resources"], known["last_run"]["failed"], known["problem"]) == (10, 1, None)


def test_status_tells_of_damage(site: Site) -> None:
    site.run("index")
    live = site.builds.live()
    assert live is not None
    next(live.path.glob("*.fld")).unlink()

    ran = site.run("status")

    assert ran.code == 0
    assert "problem" in ran.out


def test_verify_finds_one_changed_byte(site: Site) -> None:
    site.run("index")
    live = site.builds.live()
    assert live is not None
    assert site.run("verify").code == 0
    segment = next(live.path.glob("*.fld"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)

    ran = site.run("verify", "--json")

    assert ran.code == 1
    assert "fieldguide index --full" in ran.err
    assert ran.json()["sound"] is False


def test_builds_lists_the_newest_first(site: Site) -> None:
    assert site.run("builds").out == "no builds yet; run: fieldguide index\n"
    site.run("index")
    first = site.builds.live_id()
    site.run("index", "--full")

    listed = site.run("builds", "--json").json()

    assert listed["live"] == listed["builds"][0]["id"]
    assert [build["live"] for build in listed["builds"]] == [True, False]
    assert listed["builds"][1]["id"] == first
    assert site.run("builds").out.splitlines()[1].startswith("live  ")


def test_rollback_and_publish_go_back_and_forth(site: Site) -> None:
    site.run("index")
    first = str(site.builds.live_id())
    site.records(*numbered(11))
    site.run("index")
    second = str(site.builds.live_id())

    back = site.run("rollback", "--json")
    assert (back.code, back.json()["live"]) == (0, first)
    assert site.run("builds", "--json").json()["builds"][0]["held"] is not None

    forth = site.run("publish", second)
    assert forth.code == 0
    assert forth.out == f"live now: build {second}, 11 resources, 11 passages\n"
    assert site.builds.live_id() == second


def test_help_names_every_command(site: Site) -> None:
    out = site.run("--help").out

    assert all(name in out for name in ("index", "status", "verify", "builds", "publish", "rollback"))


def test_a_reader_that_has_enough_is_no_trouble(site: Site) -> None:
    site.run("index")
    script = "import sys; from indexer.cli.commands import *; sys.exit(run(fieldguide_group(commands)))"
    command = (
        f'"{sys.executable}" -c "{script}" --config "{site.config}" builds | true; exit ${{PIPESTATUS[0]}}'
    )

    ran = completed(["/bin/bash", "-c", command])

    assert (ran.returncode, ran.stderr) == (0, "")


@contextmanager
def as_nobody(site: Site) -> Iterator[None]:
    """Go on as a user who may read everything and write nothing: rights do not bind root."""
    for folder in (site.root, *site.root.parents[:-2]):
        folder.chmod(0o755)
    for path in (site.root / "var", *(site.root / "var").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
        for path in (site.root / "var", *(site.root / "var").rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_without_rights_to_write_index_exits_1_and_status_answers(site: Site) -> None:
    site.run("index")
    site.records(*numbered(11))

    with as_nobody(site):
        failed = site.run("index")
        status = site.run("status")
        dry = site.run("index", "--dry-run", "--json")

    assert failed.code == 1
    assert "Permission denied" in failed.err
    assert status.code == 0
    assert "resources     10" in status.out
    assert (dry.code, dry.json()["added"]) == (0, 1)
    assert len(site.live_ids()) == 10


def test_a_library_that_cannot_be_written_exits_1_and_leaves_the_live_build(site: Site) -> None:
    site.run("index")
    live = site.builds.live_id()
    library = site.root / "var/library.db"
    library.write_bytes(b"this is no database " * 100)

    ran = site.run("index")

    assert ran.code == 1
    assert "move it away" in ran.err
    assert site.builds.live_id() == live
    assert site.run("status").code == 0
