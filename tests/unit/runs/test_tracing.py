"""Whatever a person calls a resource or a file by, they are told what became of it."""

from pathlib import Path
from typing import Any

import pytest

from tests.unit.a_site import Site, numbered


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A folder with a guide, a hidden draft and a broken PDF, and an export; indexed. Tests leave it as it is."""
    return indexed(tmp_path_factory.mktemp("traced"))


def indexed(place: Path) -> Site:
    site = Site(place, ("sample", "export"))
    site.file("guides/vans.md", "# Crisis vans\n\nWho rides in the van.")
    site.file("_drafts/next.md", "# Next\n\nNot yet.")
    site.file("broken.pdf", "%PDF-1.4 broken")
    site.file("data.bin", b"\x00\x01")
    site.records({"id": "a/b c", "title": "By id", "url": "https://example.gov/by-id"}, *numbered(12))
    site.run("index")
    return site


def trace(site: Site, subject: str) -> Any:
    ran = site.run("trace", subject, "--json")
    assert ran.code == 0
    assert site.run("trace", subject).out.startswith(f"{subject}: {ran.json()['verdict']}")
    return ran.json()


@pytest.mark.parametrize(
    "subject",
    ["a/b c", "https://example.gov/by-id", "/resources/a%2Fb%20c?q=x", "/resources/a%2Fb%20c/text#p1"],
)
def test_a_resource_is_found_by_its_id_its_address_and_our_own_page(site: Site, subject: str) -> None:
    found = trace(site, subject)

    assert found["verdict"] == "it can be found: the live build contains a/b c"
    (resource,) = found["resources"]
    assert (resource["id"], resource["title"], resource["source"]) == ("a/b c", "By id", "export")
    assert resource["builds"] == [site.builds.live_id()]


def test_a_file_is_found_by_every_way_to_write_its_path(site: Site) -> None:
    key = trace(site, "guides/vans.md")["documents"][0]["id"]

    for subject in (
        "guides/vans.md",
        "sample/guides/vans.md",
        str(site.corpus / "guides/vans.md"),
        f"/files/{key}/vans.md",
        "/files/sample/guides/vans.md#top",
    ):
        found = trace(site, subject)
        (document,) = found["documents"]
        assert (document["source"], document["address"], document["passages"]) == (
            "sample",
            "guides/vans.md",
            1,
        )
        assert document["resources"] == ["guides-vans-md"]
        assert found["verdict"] == "it can be found: the live build contains guides-vans-md"


@pytest.mark.parametrize(
    ("subject", "failures"),
    [
        ("_drafts/next.md", "names that begin with “.” or “_” are left out"),
        ("sample/nowhere.md", "there is no file at"),
        ("data.bin", "files of its format are not read"),
        ("sample/guides", "it is a folder"),
        ("broken.pdf", "it could never be read: sample/broken.pdf: it is not a complete PDF"),
        ("nothing of the kind", "it was never seen"),
    ],
)
def test_why_something_is_missing_is_said(site: Site, subject: str, failures: str) -> None:
    assert failures in trace(site, subject)["verdict"]


def test_what_failed_is_told_in_the_words_of_the_run(site: Site) -> None:
    (failures,) = trace(site, "broken.pdf")["failures"]

    assert failures.startswith("sample/broken.pdf: it is not a complete PDF")


def test_a_misspelt_id_gets_the_nearest(site: Site) -> None:
    assert "r00003" in trace(site, "r0003")["nearest"]


def test_what_waits_in_a_held_build_and_what_left_its_source_are_told(tmp_path: Path) -> None:
    site = indexed(tmp_path)
    site.records(*numbered(4), {"id": "new", "title": "New"})
    held = site.run("index", "--json").json()["build"]

    assert trace(site, "new")["verdict"].endswith(f"run: fieldguide publish {held}")
    assert (
        "its source no longer contains it: the live build contains r00009" in trace(site, "r00009")["verdict"]
    )
    site.run("publish", held)
    assert "it is still in" in trace(site, "r00009")["verdict"]


def test_nothing_is_changed_and_without_a_library_nothing_is_needed(site: Site, tmp_path: Path) -> None:
    before = site.tree()
    trace(site, "r00001")
    empty = Site(tmp_path / "empty")

    assert site.tree() == before
    assert "it was never seen" in trace(empty, "r00001")["verdict"]
    assert not (empty.root / "var").exists()


@pytest.mark.parametrize(
    "subject",
    [
        "https://example.gov/by-id?utm_source=mail#page=2",
        "http://127.0.0.1:8000/resources/a%2Fb%20c?q=crisis+team#matching",
        "https://find.example.gov/resources/a%2Fb%20c/text?page=2#passage-9",
    ],
)
def test_an_address_copied_from_a_browser_is_understood(site: Site, subject: str) -> None:
    assert trace(site, subject)["verdict"] == "it can be found: the live build contains a/b c"


def test_a_file_s_address_copied_from_a_browser_is_understood(site: Site) -> None:
    for subject in (
        "http://127.0.0.1:8000/files/sample/guides/vans.md#top",
        "https://find.example.gov/files/sample/guides/vans.md",
    ):
        (document,) = trace(site, subject)["documents"]
        assert document["address"] == "guides/vans.md"
