"""Two folders that both have an `index.html`, as manuals do: the second one lost it, because both had the id "index-html"."""

from pathlib import Path

import pytest

from indexer.config import load_config
from searchapp.engine import SearchRequest, open_engine
from tests.unit.a_site import Site

MANUALS = ("pumps", "valves", "hoses")


def page(site: Site, name: str, words: str, path: str = "index.html") -> Path:
    file = site.root / name / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<title>Manual of {name}</title><main><h1>Manual of {name}</h1><p>{words}</p></main>")
    return file


def list_sources(site: Site, *names: str) -> None:
    tables = (f'[[sources]]\nname = "{name}"\nkind = "folder"\npath = "{name}"\n' for name in names)
    site.config.write_text("".join(tables))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Three folders with an `index.html` each."""
    made = Site.at(tmp_path)
    list_sources(made, *MANUALS)
    for name in MANUALS:
        page(made, name, f"Words about {name}.")
    return made


def ids(site: Site) -> dict[str, str]:
    """The id of each resource by its title."""
    return {
        hit.title: hit.id for hit in open_engine(load_config(site.config)).search(SearchRequest("words")).hits
    }


def test_each_is_found_and_has_an_id_of_its_own(site: Site) -> None:
    ran = site.run("index")

    assert ran.code == 0, ran.err
    assert ids(site) == {
        "Manual of pumps": "index-html",
        "Manual of valves": "valves-index-html",
        "Manual of hoses": "hoses-index-html",
    }
    assert (
        "valves/index.html has the id valves-index-html, because another source has index-html"
        in ran.err + ran.out
    )


def test_ids_stay_whatever_comes_goes_and_changes_its_place(site: Site) -> None:
    site.run("index")
    before = ids(site)

    page(site, "valves", "Other words about valves.")
    list_sources(site, *reversed(MANUALS))
    assert site.run("index").code == 0
    assert ids(site) == before

    gone = (site.root / "pumps" / "index.html").read_bytes()
    (site.root / "pumps" / "index.html").unlink()
    page(site, "pumps", "Words to begin with.", "start.html")
    assert site.run("index", "--yes").code == 0
    (site.root / "pumps" / "index.html").write_bytes(gone)
    assert site.run("index").code == 0
    assert {"index-html", "start-html", "valves-index-html", "hoses-index-html"} == set(site.live_ids())


def test_a_source_that_is_added_before_the_others_takes_no_id_away(site: Site) -> None:
    site.run("index")
    before = ids(site)

    page(site, "first", "Words about it.")
    list_sources(site, "first", *MANUALS)
    assert site.run("index").code == 0

    assert ids(site) == {**before, "Manual of first": "first-index-html"}
