"""Spreadsheets and records write the keys of facets in any case.

Reported: a column `Audience` gave the facet `audience` no value, without a word, and the page of the resource showed
"Audience: Administrators|Everybody", bar and all.
"""

import json
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.not_none import not_none
from tests.sampling import sampled
from tests.unit.a_site import Site

FACET = '[[facets]]\nname = "audience"\n'
HEADER = ("id", "title", "Audience")
ROWS = (("a", "Vans", "Chiefs|Patrol"), ("b", "Bikes", "Patrol"))
COUNTS = {"Chiefs": 1, "Patrol": 2}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, ("export", "sample"))


def configure(site: Site, text: str) -> None:
    site.config.write_text(site.config.read_text(encoding="utf-8") + text, encoding="utf-8")


def audiences(site: Site) -> dict[str, int]:
    return dict(not_none(site.builds.live()).manifest.facets["audience"])


@pytest.mark.parametrize("ending", sampled(["csv", "xlsx", "jsonl"], 2))
def test_a_facet_reads_a_column_in_other_case(site: Site, ending: str) -> None:
    path = site.root / f"table.{ending}"
    if ending == "csv":
        path.write_text("".join(",".join(row) + "\n" for row in (HEADER, *ROWS)), encoding="utf-8")
    elif ending == "jsonl":
        path.write_text("".join(json.dumps(dict(zip(HEADER, row, strict=True))) + "\n" for row in ROWS))
    else:
        book = openpyxl.Workbook()
        for row in (HEADER, *ROWS):
            not_none(book.active).append(row)
        book.save(path)
    configure(site, f'[[sources]]\nname = "table"\nkind = "records"\npath = "{path.name}"\n{FACET}')

    ran = site.run("index")

    assert ran.code == 0
    assert "no resource has a value" not in ran.out + ran.err
    assert audiences(site) == COUNTS

    config = load_config(site.config)
    page = create_app(config, open_engine(config)).test_client().get("/resources/a")
    soup = BeautifulSoup(page.data, "lxml")
    assert {tag.get_text() for tag in soup.select("a[href*='audience=']")} == {"Chiefs", "Patrol"}
    assert "|" not in not_none(soup.main).get_text()


def test_a_facet_reads_tags_and_front_matter_in_other_case(site: Site) -> None:
    site.file("a.md", "---\nAudience: [Chiefs, Patrol]\n---\n# Vans\n\nHow vans are driven.")
    site.file("b.html", '<meta name="AUDIENCE" content="Patrol"><title>Bikes</title><p>How bikes are ridden.')
    configure(site, FACET.replace("\n", '\nfrom = "Audience"\n', 1))

    assert site.run("index").code == 0

    assert audiences(site) == COUNTS


def test_the_key_itself_comes_before_one_in_other_case(site: Site) -> None:
    site.records({"id": "a", "Audience": "Everyone", "audience": "Chiefs"})
    configure(site, FACET)

    site.run("index")

    assert audiences(site) == {"Chiefs": 1}


def test_a_rule_leaves_what_a_record_says_in_other_case(site: Site) -> None:
    site.records({"id": "a", "url": "https://example.org/a", "Audience": "Chiefs"})
    rule = '[[sources.rules]]\nmatch = "*"\naudience = "Everyone"\n'
    configure(site, FACET)
    text = site.config.read_text(encoding="utf-8")
    site.config.write_text(text.replace('path = "export.jsonl"\n', f'path = "export.jsonl"\n{rule}'), "utf-8")

    site.run("index")

    assert audiences(site) == {"Chiefs": 1}


def test_a_facet_without_any_value_is_noted_once(site: Site) -> None:
    site.records({"id": "a", "text": "x", "readers": "Chiefs"})
    configure(site, FACET)
    note = "note: no resource has a value of the facet 'audience', which is read from 'audience'"

    assert note in (ran := site.run("index")).out + ran.err
    site.records({"id": "a", "text": "y", "readers": "Chiefs"})
    assert note not in (ran := site.run("index")).out + ran.err

    site.config.write_text(site.config.read_text(encoding="utf-8").replace("audience", "product"), "utf-8")
    assert "facet 'product'" in (ran := site.run("index")).out + ran.err
