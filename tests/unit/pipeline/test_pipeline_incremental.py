"""A run that finds changes makes the next build of the live one; whatever stands in its way, the index is right."""

from pathlib import Path

from tests.unit.a_site import Site, numbered


def segments(site: Site) -> dict[str, int]:
    live = site.builds.live()
    assert live is not None
    return {path.name: path.stat().st_ino for path in live.path.glob("*.fld")}


def the_segment(site: Site) -> Path:
    live = site.builds.live()
    assert live is not None
    (path,) = live.path.glob("*.fld")
    return path


def test_only_what_changed_is_written(site: Site) -> None:
    site.records(*numbered(3000))
    site.run("index")
    before = segments(site)
    site.records(*numbered(3001))

    ran = site.run("index", "--json")

    assert (ran.code, ran.json()["added"], ran.json()["unchanged"]) == (0, 1, 3000)
    assert before.items() <= segments(site).items()
    assert len(site.live_ids()) == 3001
    assert site.run("verify").code == 0


def test_a_full_run_shares_nothing(site: Site) -> None:
    site.records(*numbered(3000))
    site.run("index")
    before = segments(site)
    site.records(*numbered(3001))

    site.run("index", "--full")

    assert not before.keys() & segments(site).keys()
    assert len(site.live_ids()) == 3001


def test_a_live_build_whose_damage_shows_only_inside_is_built_anew_and_says_so(site: Site) -> None:
    site.records(*numbered(30))
    site.run("index")
    path = the_segment(site)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    site.records(*numbered(31))

    ran = site.run("index")

    assert ran.code == 0
    assert "the index is built anew from the library" in ran.out + ran.err
    assert len(site.live_ids()) == 31
    assert site.run("verify").code == 0


def test_what_is_gone_and_what_moved_to_another_source_is_told_right(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records(*numbered(40))
    site.run("index")
    site.records(*numbered(38))

    ran = site.run("index", "--json")

    assert (ran.json()["removed"], ran.json()["unchanged"]) == (2, 38)
    assert len(site.live_ids()) == 38
    live = site.builds.live()
    assert live is not None
    assert live.manifest.resources == 38
    assert sum(live.manifest.sources.values()) == 38
