"""A folder that is renamed loses nothing: its files are the same, under other names.

Reported: after a folder of 242 files was renamed, the gate held the build because 242 resources were lost.
"""

from pathlib import Path
from typing import Any

import pytest

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.not_none import not_none
from tests.sampling import sampled
from tests.unit.a_site import Site

COUNT = 12


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A library of a folder of files, which the gate allows to lose none, and a source that stays."""
    site = Site(tmp_path, ("export", "sample"), publish="max_lost = 0.0")
    site.records({"id": "other", "text": "It stays."})
    for number in range(COUNT):
        site.file(f"git/page-{number}.md", f"# Command {number}\n\nText of number {number}.")
    assert site.run("index").code == 0
    return site


def move(site: Site, old: str, new: str) -> None:
    (site.corpus / new).parent.mkdir(parents=True, exist_ok=True)
    (site.corpus / old).rename(site.corpus / new)


def counts(report: Any) -> dict[str, int]:
    return {name: report[name] for name in ("added", "renamed", "changed", "removed") if report[name]}


@pytest.mark.parametrize("options", sampled([(), ("--full",), ("--dry-run",)], 3))
def test_a_renamed_folder_is_published(site: Site, options: tuple[str, ...]) -> None:
    move(site, "git", "git-manual")

    ran = site.run("index", "--json", *options)

    assert ran.code == 0
    report = ran.json()
    assert report["reasons"] == []
    assert counts(report) == {"renamed": COUNT}
    assert report["unchanged"] == 1
    renamed = report["changes"]["renamed"]
    assert {edit["id"]: edit["previous_id"] for edit in renamed} == {
        f"git-manual-page-{number}-md": f"git-page-{number}-md" for number in range(COUNT)
    }
    assert {tuple(edit["changed_fields"]) for edit in renamed} == {()}
    assert report["changes"]["facets"] == {name: [] for name in report["changes"]["facets"]}
    expected = "git-page" if "--dry-run" in options else "git-manual-page"
    assert all(key.startswith((expected, "other")) for key in site.live_ids())


def test_a_renamed_file_is_reported_as_renamed(site: Site) -> None:
    move(site, "git/page-3.md", "git/page-three.md")
    page = site.root / "report.html"

    ran = site.run("index", "--html", str(page))

    assert ran.code == 0
    assert "renamed    1\n" in ran.out
    assert "renamed:\n  Command 3 [git-page-three-md] (was: [git-page-3-md])\n" in ran.out
    assert "added:" not in ran.out
    assert "removed:" not in ran.out
    assert "<h2>Renamed</h2>" in page.read_text(encoding="utf-8")
    assert "was: [git-page-3-md]" in page.read_text(encoding="utf-8")
    assert "1 renamed" in site.run("status").out
    assert "1 renamed" in site.run("runs").out
    config = load_config(site.config)
    client = create_app(config, open_engine(config)).test_client()
    assert not_none(client.get("/api/v1/status").json)["last_run"]["renamed"] == 1
    # Nothing is renamed in the next run.
    assert "renamed" not in site.run("index").out


def test_a_file_that_is_also_edited_is_lost_and_another_is_added(site: Site) -> None:
    move(site, "git", "git-manual")
    site.file("git-manual/page-3.md", "# Page 3\n\nOther text.")

    ran = site.run("index", "--json")

    assert ran.code == 5
    report = ran.json()
    assert counts(report) == {"added": 1, "renamed": COUNT - 1, "removed": 1}
    assert report["reasons"][0] == (
        f"source 'sample' lost 1 of {COUNT} resources (8 %), more than max_lost = 0"
    )


def test_files_that_swap_names_have_changed(site: Site) -> None:
    move(site, "git/page-1.md", "x.md")
    move(site, "git/page-2.md", "git/page-1.md")
    move(site, "x.md", "git/page-2.md")

    ran = site.run("index", "--json")

    assert ran.code == 0
    assert counts(ran.json()) == {"changed": 2}


@pytest.mark.slow  # several runs
def test_what_was_renamed_before_it_was_published_is_compared_with_what_it_was(site: Site) -> None:
    long = "".join(f"## Part {number}\n\n{'word ' * 120}\n\n" for number in range(150))
    site.file("git/long.md", f"# Long\n\n{long}")
    assert site.run("index").code == 0

    move(site, "git/long.md", "git/b.md")
    (site.corpus / "git/page-0.md").unlink()
    assert counts(site.run("index", "--json").json()) == {"renamed": 1, "removed": 1}  # and held
    move(site, "git/b.md", "git/c.md")
    assert counts(site.run("index", "--json").json()) == {"renamed": 1, "removed": 1}
    site.file("git/c.md", "# Long\n\nNothing is left.")

    report = site.run("index", "--json").json()

    (edit,) = report["changes"]["renamed"]
    assert (edit["id"], edit["previous_id"]) == ("git-c-md", "git-long-md")
    assert edit["changed_fields"] == ["text"]
    assert edit["lost"][0]["unlisted"] is False
    assert any("remaining documents lost" in reason for reason in report["reasons"])


def test_a_copy_of_which_one_is_deleted_is_lost(site: Site) -> None:
    site.file("copy.md", (site.corpus / "git/page-0.md").read_bytes())
    assert site.run("index").code == 0
    (site.corpus / "git/page-0.md").unlink()

    report = site.run("index", "--json").json()

    assert counts(report) == {"removed": 1}
    assert report["outcome"] == "held"
