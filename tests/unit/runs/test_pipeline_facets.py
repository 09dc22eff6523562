"""Other facets are another index: it is rebuilt from the library, and the run says so."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.not_none import not_none
from tests.unit.a_site import Site

RECORDS: list[dict[str, Any]] = [
    {"id": "a", "title": "One", "topics": ["Force"], "for": ["Patrol", "Dispatch"], "revised": "2021-03-04"},
    {"id": "b", "title": "Two", "topics": ["Force"], "for": "Patrol", "revised": 2022},
    {"id": "c", "title": "Three", "year": 2020},
]
AUDIENCE = '[[facets]]\nname = "audience"\nfrom = "for"\n'
REVISED = '[[facets]]\nname = "revised"\nkind = "year"\n'


def with_facets(site: Site, text: str) -> None:
    sources = site.config.read_text(encoding="utf-8").partition("[[facets]]")[0]
    site.config.write_text(sources + text, encoding="utf-8")


def counts(site: Site) -> Mapping[str, Mapping[str, int]]:
    return not_none(site.builds.live()).manifest.facets


def test_a_facet_is_added_to_a_library_by_its_settings_alone(site: Site) -> None:
    site.records(*RECORDS)
    site.run("index")
    assert set(counts(site)) == {"topic", "type", "year"}

    with_facets(site, AUDIENCE)
    ran = site.run("index")

    assert ran.code == 0
    assert "the facets changed (now topic, type, year, audience); the index is rebuilt" in ran.out + ran.err
    assert counts(site)["audience"] == {"Dispatch": 1, "Patrol": 2}
    assert not_none(site.builds.live()).manifest.facet_table.names[-1] == "audience"
    assert "audience 2" in site.run("status").out

    again = site.run("index", "--json")
    assert again.json()["outcome"] == "nothing to do"

    with_facets(site, AUDIENCE + REVISED)
    site.run("index")
    assert counts(site)["revised"] == {"2021": 1, "2022": 1}

    with_facets(site, "")
    assert "the facets changed (now topic, type, year);" in (ran := site.run("index")).out + ran.err
    assert set(counts(site)) == {"topic", "type", "year"}


def test_changes_are_counted_by_every_facet(site: Site) -> None:
    with_facets(site, AUDIENCE)
    site.records(*RECORDS)
    site.run("index")
    site.records({**RECORDS[0], "for": ["Dispatch"]}, {**RECORDS[1], "for": ["Chiefs"]}, RECORDS[2])

    ran = site.run("index", "--json")

    moves = ran.json()["changes"]["facets"]["audience"]
    assert moves == [
        {"value": "Patrol", "before": 2, "after": 0},
        {"value": "Chiefs", "before": 0, "after": 1},
    ]
    assert counts(site)["audience"] == {"Chiefs": 1, "Dispatch": 1}
    site.run("index", "--full")
    assert counts(site)["audience"] == {"Chiefs": 1, "Dispatch": 1}


def test_merged_segments_keep_the_values_of_a_facet(site: Site) -> None:
    with_facets(site, AUDIENCE)
    for step in range(6):
        names = [f"Team {number % (step + 1)}" for number in range(40)]
        site.records(
            *({"id": f"r{number}", "text": "x", "for": name} for number, name in enumerate(names)),
            {"id": f"only{step}", "text": "y", "for": ["Team 0", "Alone"]},
        )
        assert site.run("index").code in {0, 5}
        site.run("publish", site.builds.all()[-1].id)
        before = counts(site)["audience"]
        live = not_none(site.builds.live())
        assert site.run("verify").code == 0
        site.run("index", "--full", "--yes")
        assert counts(site)["audience"] == before
        assert not_none(site.builds.live()).id != live.id


def test_facets_are_read_from_front_matter(tmp_path: Path) -> None:
    site = Site(tmp_path, sources=("sample",))
    facets = AUDIENCE.replace('"for"', '"written for"') + REVISED.replace("kind", 'from = "date"\nkind')
    with_facets(site, facets)
    front = "---\ntypes: Report\ntopics: [Force, 'Stops, and Searches']\ndate: 2021-03-04\nWritten for: [Patrol, Dispatch]\n---\n"
    site.file("alone.md", f"{front}# One\n\nText.".encode())
    site.file("tied.md", f"{front}# Two\n\nText.".encode())
    catalogue = '{"id": "b", "title": "Two", "topics": ["Trust"], "files": ["tied.md"]}\n'
    (site.corpus / "catalogue.jsonl").write_text(catalogue, encoding="utf-8")

    ran = site.run("index")

    assert ran.code == 0
    # What a record says of types, topics and year is all that its resource has; the facets of its files are joined.
    assert counts(site) == {
        "topic": {"Force": 1, "Stops, and Searches": 1, "Trust": 1},
        "type": {"Report": 1},
        "year": {"2021": 1},
        "audience": {"Dispatch": 2, "Patrol": 2},
        "revised": {"2021": 2},
    }
