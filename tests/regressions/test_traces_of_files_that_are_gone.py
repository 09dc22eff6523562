"""The path of a file leads to what became of it, though the file is not there any more.

Reported: `trace` of a path that was renamed or deleted said "it was never seen", and so it did of the export of a source.
"""

from pathlib import Path

import pytest

from tests.unit.a_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path, ("export", "sample"), publish="max_lost = 1.0")
    for number in range(4):
        site.file(f"git/{number}.md", f"# Command {number}\n\nText of number {number}.")
    site.records({"id": "a", "text": "Words."}, "this is no record")
    site.run("index")
    return site


def verdict(site: Site, subject: str) -> str:
    found: str = site.run("trace", subject, "--json").json()["verdict"]
    assert site.run("trace", subject).out.startswith(f"{subject}: {found}")
    return found


def ways(site: Site, address: str) -> tuple[str, ...]:
    return address, f"sample/{address}", str(site.corpus / address), f"/files/sample/{address}"


def test_a_renamed_file_is_said_to_have_another_name(site: Site) -> None:
    (site.corpus / "git").rename(site.corpus / "git-manual")
    site.run("index")

    for subject in (*ways(site, "git/2.md"), "git-2-md"):
        assert verdict(site, subject) == (
            "it is now sample/git-manual/2.md; it can be found: the live build contains git-manual-2-md"
        )
    assert "git-2-md: it has another id now, but still in" in site.run("trace", "git-2-md").out


def test_a_renamed_file_in_a_build_that_is_not_published(site: Site) -> None:
    site.config.write_text(site.config.read_text(encoding="utf-8").replace("1.0", "0.0"), "utf-8")
    (site.corpus / "git/2.md").rename(site.corpus / "two.md")
    (site.corpus / "git/3.md").unlink()
    assert site.run("index").code == 5

    assert verdict(site, "git/2.md") == (
        "it is now sample/two.md; it can still be found under its old name: the live build contains git-2-md"
    )
    for subject in (*ways(site, "git/3.md"), "git-3-md"):
        assert verdict(site, subject) == (
            "it can still be found, but its source no longer contains it: the live build contains git-3-md"
        )


def test_a_deleted_file_is_said_to_be_gone_by_its_path_as_by_its_id(site: Site) -> None:
    before = site.builds.live_id()
    (site.corpus / "git/3.md").unlink()
    site.run("index")

    for subject in (*ways(site, "git/3.md"), "git-3-md"):
        assert verdict(site, subject) == f"its source no longer contains it; it is still in {before}"


@pytest.mark.slow  # several runs
def test_a_name_that_is_taken_again_means_what_has_it(site: Site) -> None:
    (site.corpus / "git/3.md").rename(site.corpus / "three.md")
    site.run("index")
    site.file("git/3.md", "# Another\n\nNew text.")
    site.run("index")

    assert verdict(site, "git/3.md") == "it can be found: the live build contains git-3-md"


def test_an_export_is_the_file_of_its_source(site: Site) -> None:
    for subject in ("export.jsonl", str(site.export)):
        said = verdict(site, subject)
        assert said.startswith(
            "it is the export of the source 'export', of which the library has 1 resource; "
        )
        assert "the last run said: export/export.jsonl line 2: " in said

    site.records({"id": "a", "text": "Words."}, {"id": "b", "text": "More words."})
    site.run("index")

    assert verdict(site, "export.jsonl") == (
        "it is the export of the source 'export', of which the library has 2 resources; the last run had no failure in it"
    )
