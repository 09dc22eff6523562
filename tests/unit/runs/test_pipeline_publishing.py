"""Dry runs, the gate, held builds and how many are kept."""

from pathlib import Path

from tests.unit.a_site import Site, numbered


def test_a_dry_run_changes_nothing_and_makes_nothing(site: Site) -> None:
    site.records(*numbered(3))

    fresh = site.run("index", "--dry-run")

    assert fresh.code == 0
    assert not (site.root / "var").exists()

    site.run("index")
    site.records(*numbered(4))
    before = site.tree()
    ran = site.run("index", "--dry-run", "--json")
    after = site.tree()

    assert ran.code == 0
    assert ran.json()["added"] == 1
    locks = {name for name in before if name.endswith("LOCK")}
    assert {name: data for name, data in after.items() if name not in locks} == {
        name: data for name, data in before.items() if name not in locks
    }


def test_a_dry_run_tells_of_the_gate(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    site.records(*numbered(2), "no record")

    assert site.run("index", "--dry-run").code == 5
    assert site.run("index", "--dry-run", "--yes").code == 0
    assert len(site.live_ids()) == 10


def test_a_dry_run_with_faulty_records_exits_0(site: Site) -> None:
    site.records(*numbered(10), "no record")

    ran = site.run("index", "--dry-run")

    assert ran.code == 0
    assert "line 11" in ran.err


def test_a_held_build_waits_for_publish(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    live = site.builds.live_id()
    site.records(*numbered(7))

    held = site.run("index")
    again = site.run("index")

    assert (held.code, again.code) == (5, 5)
    assert "source 'export' lost 3 of 10 resources (30 %), more than max_lost = 0.1" in held.err
    assert site.builds.live_id() == live
    waiting = [build.id for build in site.builds.all() if build.id != live]
    assert len(waiting) == 1  # the second run found it, and made no other
    assert f"fieldguide publish {waiting[0]}" in held.err

    assert site.run("publish", waiting[0]).code == 0
    assert len(site.live_ids()) == 7
    assert site.run("index").code == 0


def test_a_held_build_goes_live_with_yes(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    site.records(*numbered(3))
    site.run("index")

    assert site.run("index", "--yes").code == 0
    assert len(site.live_ids()) == 3


def test_after_a_rollback_the_same_content_is_held(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    first = site.builds.live_id()
    site.records(*numbered(11))
    site.run("index")
    second = site.builds.live_id()

    assert site.run("rollback").code == 0
    assert site.builds.live_id() == first
    held = site.run("index")
    assert held.code == 5
    assert "rolled back" in held.err

    site.records(*numbered(12))
    assert site.run("index").code == 0
    assert len(site.live_ids()) == 12
    assert second != site.builds.live_id()


def test_only_so_many_builds_are_kept(tmp_path: Path) -> None:
    site = Site(tmp_path, publish="keep_builds = 2\n")
    for count in range(10, 15):
        site.records(*numbered(count))
        site.run("index")

    assert len(site.builds.all()) == 2


def test_the_held_build_is_kept_where_only_one_is(tmp_path: Path) -> None:
    site = Site(tmp_path, publish="keep_builds = 1\n")
    site.records(*numbered(10))
    site.run("index")
    site.records(*numbered(1))

    site.run("index")

    assert len(site.builds.all()) == 2
