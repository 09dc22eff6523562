"""Nothing is left out of a folder in silence."""

from pathlib import Path

from indexer.cli.report_output import report_lines
from indexer.runs.report import ended_run
from indexer.runs.report_page import report_page
from tests.unit.a_site import Site

PAGE = "<title>{0}</title><main><h1>{0}</h1><p>Words of {0}.</p></main>"
RULES = '\n[[sources.rules]]\nmatch = "policy/**"\ntypes = ["Policy"]\ntopics = ["Vans"]\nyear = 2020\n'


def made(place: Path) -> Site:
    site = Site(place, ("sample",))
    site.config.write_text(site.config.read_text() + RULES)
    for name in ("library/threading.html", "library/_thread.html", "index.html"):
        site.file(name, PAGE.format(name))
    site.file("policy/vans.md", "# Vans\n\nWho rides.")
    site.file("_static/style.css", "p {}")
    for name in ("_drafts/a.md", "_drafts/b.md", ".git/config", ".hidden.md", "lost+found/x.md"):
        site.file(name, "Words.")
    for name in ("search.js", "objects.inv", "a/data.INV", "README", "img/a.png", "img/b.svg"):
        site.file(name, "x")
    return site


def test_a_first_run_tells_what_it_found_and_what_it_left_out_and_why(tmp_path: Path) -> None:
    site = made(tmp_path)

    said = site.run("index").out

    assert (
        "\n\nfound in sample, which was scanned for the first time:\n"
        "  resources  3\n"
        "  files      Web page 2, Text 1\n"
        "  types      Policy 1; 2 resources without\n"
        "  topics     Vans 1; 2 resources without\n"
        "  years      2020; 2 resources without\n"
        "  left out   4 names that begin with “.” or “_”: .git/, .hidden.md, _drafts/, library/_thread.html\n"
        "             1 folder of an operating system: lost+found/\n"
        "             4 files of formats that are not read: .inv 2, .js 1, without a suffix 1\n"
        "             2 styles, pictures and fonts, which pages show: .png 1, .svg 1\n"
    ) in said
    again = site.run("index").out
    assert "left out" not in again
    assert "scanned for the first time" not in again


def test_programs_and_editors_see_it_after_every_run(tmp_path: Path) -> None:
    site = made(tmp_path)
    site.run("index")

    report = site.run("index", "--json").json()

    assert report["first_scans"] == []
    assert report["ignored"][0] == {
        "source": "sample",
        "reason": "hidden",
        "count": 4,
        "first": [".git/", ".hidden.md", "_drafts/", "library/_thread.html"],
    }
    ended = ended_run(report)
    assert "scanned for the first time" not in "\n".join(report_lines(ended))
    assert "4 names that begin with “.” or “_”: .git/, .hidden.md" in report_page(ended, site="Test")


def test_a_library_without_a_catalogue_is_told_how_to_have_types_and_topics(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.md", "# A\n\nWords.")

    said = site.run("index").out

    for name in ("types", "topics", "years"):
        assert f"  {name:<9}  none; [[sources.rules]] in config.toml can give them\n" in said
    assert "left out" not in said


def test_each_source_is_told_of_when_it_is_first_scanned(tmp_path: Path) -> None:
    site = Site(tmp_path, ("export", "sample"))
    site.records(
        {"id": "one", "types": ["Report", "Video"], "year": 2001},
        {"id": "two", "types": "Report", "year": 2003},
    )
    site.run("index", "--source", "export")
    site.file("a.md", "# A\n\nWords.")

    report = site.run("index", "--json").json()

    assert [one["source"] for one in report["first_scans"]] == ["sample"]


def test_many_names_are_cut_and_counted(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.md", "Words.")
    for number in range(30):
        site.file(f"_{number:02}.md", "Words.")

    report = site.run("index", "--json").json()

    (hidden,) = report["ignored"]
    assert (hidden["count"], len(hidden["first"])) == (30, 20)
    assert "_07.md and 22 more" in "\n".join(report_lines(ended_run(report)))
