"""What listing pages and files say of themselves can be a facet: attributes, classes, labels and properties."""

from collections.abc import Mapping

from tests.not_none import not_none
from tests.unit.a_site import Site

LISTING = """<html><body><div class="search-filter-results"><div>
<div class="search-filter-result-item" data-audience="Patrol|Dispatch"><p>Report | 2020</p><h3><a href="one.html">One</a></h3>
<p class="state">Florida</p><p>Written for: Chiefs</p><ul><li>Force</li></ul></div>
<div class="search-filter-result-item" data-audience="Dispatch"><p>Report | 2021</p><h3><a href="https://example.org/two">Two</a></h3>
<p class="state">Ohio</p><ul><li>Force</li></ul></div></div></div></body></html>"""
PAGE = """<html><head><meta name="audience" content="{0}"><meta name="generated" content="{1}"></head>
<body><main><h1>One</h1><p>The text of one page.</p></main></body></html>"""
FACETS = {
    "audience": "data-audience",
    "state": "class:state",
    "reader": "Written for",
    "said": "audience",
}


def counts(site: Site) -> Mapping[str, Mapping[str, int]]:
    return not_none(site.builds.live()).manifest.facets


def with_facets(site: Site, *names: str) -> None:
    sources = site.config.read_text(encoding="utf-8").partition("[[facets]]")[0]
    tables = (f'[[facets]]\nname = "{name}"\nfrom = "{FACETS[name]}"\n' for name in names)
    site.config.write_text(sources + "".join(tables), encoding="utf-8")


def test_cards_and_pages_give_values_to_facets(tmp_path) -> None:
    site = Site(tmp_path, sources=("sample",))
    site.file("list.html", LISTING)
    site.file("one.html", PAGE.format("Chiefs", "today"))
    with_facets(site, "audience", "state", "reader", "said")

    assert site.run("index").code == 0

    assert counts(site)["audience"] == {"Dispatch": 2, "Patrol": 1}
    assert counts(site)["state"] == {"Florida": 1, "Ohio": 1}
    assert counts(site)["reader"] == {"Chiefs": 1}
    assert counts(site)["said"] == {"Chiefs": 1}


def test_a_facet_that_is_added_later_reads_no_file_again(tmp_path) -> None:
    site = Site(tmp_path, sources=("sample",))
    site.file("list.html", LISTING)
    site.file("one.html", PAGE.format("Chiefs", "today"))
    site.run("index")
    assert "state" not in counts(site)

    with_facets(site, "state")
    site.run("index")

    assert counts(site)["state"] == {"Florida": 1, "Ohio": 1}


def test_what_no_facet_is_read_from_changes_nothing(tmp_path) -> None:
    site = Site(tmp_path, sources=("sample",))
    site.file("one.html", PAGE.format("Chiefs", "today"))
    with_facets(site, "said")
    site.run("index")
    site.file("one.html", PAGE.format("Chiefs", "later"))

    assert site.run("index", "--json").json()["outcome"] == "nothing to do"

    site.file("one.html", PAGE.format("Sheriffs", "later"))
    assert site.run("index", "--json").json()["changed"] == 1
    assert counts(site)["said"] == {"Sheriffs": 1}


def test_files_of_records_give_values_too(tmp_path) -> None:
    site = Site(tmp_path, sources=("sample",))
    site.file("one.html", PAGE.format("Chiefs", "today"))
    site.file("catalogue.jsonl", '{"id": "one", "title": "One", "files": ["one.html"]}\n')
    with_facets(site, "said")

    site.run("index")

    assert counts(site)["said"] == {"Chiefs": 1}
