"""What an index run counts, and when it makes a build."""

import json
from pathlib import Path

from tests.unit.a_site import Site, numbered


def counts(site: Site, *words: str) -> tuple[int, int, int, int, int]:
    report = site.run("index", "--json", *words).json()
    return tuple(report[name] for name in ("added", "changed", "removed", "unchanged", "failed"))


def test_added_changed_removed_and_unchanged_are_told_against_the_live_build(site: Site) -> None:
    site.records(*numbered(20))
    assert counts(site) == (20, 0, 0, 0, 0)

    site.records(*numbered(19)[1:], {"id": "r00000", "text": "Other words."}, {"id": "new"})

    assert counts(site) == (1, 1, 1, 18, 0)
    assert "new" in site.live_ids()
    assert "r00019" not in site.live_ids()


def test_an_unchanged_library_makes_no_build(site: Site) -> None:
    site.records(*numbered(3))
    site.run("index")
    before = site.builds.live_id()

    ran = site.run("index")

    assert ran.code == 0
    assert "nothing to do" in ran.out
    assert [build.id for build in site.builds.all()] == [before]


def test_full_builds_anew_what_has_not_changed(site: Site) -> None:
    site.records(*numbered(3))
    site.run("index")
    before = site.builds.live_id()

    ran = site.run("index", "--full")

    assert ran.code == 0
    assert site.builds.live_id() != before


def test_a_changed_topic_introduction_makes_a_new_build(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("topics.jsonl", '{"name": "Force", "intro": "Old."}\n')
    site.run("index")
    before = site.builds.live_id()

    site.file("topics.jsonl", '{"name": "Force", "intro": "New."}\n')
    site.run("index")

    live = site.builds.live()
    assert live is not None
    assert live.id != before
    assert [topic.intro for topic in live.topics()] == ["New."]


def test_a_damaged_live_build_is_built_anew_from_the_library(site: Site) -> None:
    site.records(*numbered(3))
    site.run("index")
    live = site.builds.live()
    assert live is not None
    segment = next(live.path.glob("*.fld"))
    segment.write_bytes(segment.read_bytes()[:-1])

    ran = site.run("index")

    assert ran.code == 0
    assert "rebuilt from the library" in ran.err
    assert site.builds.live_id() != live.id
    assert site.run("verify").code == 0


def test_a_live_build_without_a_manifest_does_not_open_the_gate(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    site.run("index", "--full")
    live = site.builds.live()
    assert live is not None
    (live.path / "manifest.json").unlink()
    site.records(*numbered(2))

    ran = site.run("index")

    assert ran.code == 5
    assert site.run("index", "--yes").code == 0
    assert len(site.live_ids()) == 2


def test_an_empty_library_can_be_published(site: Site) -> None:
    assert site.run("index").code == 0
    assert site.live_ids() == []


def test_records_of_a_real_size_go_through(site: Site) -> None:
    site.records(*numbered(2000, topics=["Stops, Searches, and Arrests"], types=["Report"], year=2019))

    assert site.run("index").code == 0
    live = site.builds.live()
    assert live is not None
    assert live.manifest.resources == live.manifest.passages == 2000
    assert live.manifest.facets["topic"] == {"Stops, Searches, and Arrests": 2000}


def test_the_server_is_told_figures_and_no_names(site: Site) -> None:
    site.records(*numbered(3), "no record")
    site.run("index")

    run = site.builds.last_run()

    assert run is not None
    assert (run.outcome, run.added, run.failed) == ("published", 3, 1)
    assert "export.jsonl" not in json.dumps(run.as_json())
