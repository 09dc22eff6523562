"""A run that finds changes makes the next build of the live one; whatever stands in its way, the index is right."""

import random
from pathlib import Path
from typing import Any

import pytest

from indexer.library.library import Library
from indexer.sources import catalogue, record
from tests.sampling import sampled
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


@pytest.mark.slow  # several runs
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
    assert "the index is rebuilt from the library" in ran.out + ran.err
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


def library_of(site: Site) -> list[tuple[str, str]]:
    with Library(site.root / "var/library.db") as library:
        return [(repr(resource), digest) for resource, digest in library.resources()]


@pytest.mark.parametrize("seed", sampled(range(4), 2))
def test_after_any_edits_the_library_is_as_if_read_for_the_first_time(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    site = Site(tmp_path / "edited")
    lines: dict[int, dict[str, object]] = {}
    for round_ in range(6):
        for number in chance.sample(range(12), 4):
            lines[number] = {
                "id": f"r{number % 9}",
                "title": f"T {chance.randrange(3)}",
                "text": "crisis " * chance.randrange(3),
            }
        for number in chance.sample(range(12), 2):
            lines.pop(number, None)
        order = list(lines.values())
        chance.shuffle(order)
        site.records(*order, *(["no record"] if chance.random() < 0.3 else []))
        site.run("index", "--yes")
        fresh = Site(tmp_path / f"fresh-{round_}")
        fresh.records(*order)
        fresh.run("index", "--yes")

        assert library_of(site) == library_of(fresh)


def test_records_that_stayed_as_they_are_are_not_looked_at_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.records(*numbered(20))
    site.run("index")
    site.records(*numbered(21))
    looked_at = []

    def counting(*given: Any, **more: Any) -> record.Record:
        made = record.record_of(*given, **more)
        looked_at.append(made.resource.id)
        return made

    monkeypatch.setattr(catalogue, "record_of", counting)
    ran = site.run("index", "--json")

    assert len(looked_at) == 1
    assert (ran.json()["added"], ran.json()["unchanged"]) == (1, 20)


def test_when_what_is_made_of_records_changes_all_are_looked_at_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.records(*numbered(20))
    site.run("index")
    monkeypatch.setattr(catalogue, "RECORD_VERSION", 999)
    monkeypatch.setattr(catalogue, "record_of", lambda *_given, **_more: pytest.fail("looked at"))

    with pytest.raises(pytest.fail.Exception):
        site.run("index")


def test_a_record_whose_files_may_change_is_always_looked_at(tmp_path: Path) -> None:
    site = Site(tmp_path)
    (tmp_path / "guide.md").write_text("# Guide\n\nAbout vans.", encoding="utf-8")
    site.records({"id": "a", "files": ["guide.md"]})
    site.run("index")
    (tmp_path / "guide.md").write_text("# Guide\n\nAbout drones and more.", encoding="utf-8")

    ran = site.run("index", "--json")

    assert ran.json()["changed"] == 1
