"""Sources that fail, go and come back."""

import shutil
from pathlib import Path

from indexer.library.library import Library
from tests.unit.a_site import Site, numbered


def test_a_source_that_fails_keeps_its_resources(tmp_path: Path) -> None:
    site = Site(tmp_path, ("export", "sample"))
    site.records(*numbered(3))
    site.file("a.md", "Words.")
    site.run("index")
    site.export.unlink()
    site.file("b.md", "More words.")

    ran = site.run("index")

    assert ran.code == 3
    assert "export/export.jsonl: there is no such file" in ran.err
    assert site.live_ids() == ["a-md", "b-md", "r00000", "r00001", "r00002"]


def test_a_folder_that_is_gone_keeps_its_resources(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.md", "Words.")
    site.run("index")
    shutil.rmtree(site.corpus)

    assert site.run("index").code == 3
    assert site.live_ids() == ["a-md"]


def test_an_emptied_folder_is_held(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.md", "Words.")
    site.run("index")
    (site.corpus / "a.md").unlink()

    ran = site.run("index")

    assert ran.code == 5
    assert site.live_ids() == ["a-md"]


def test_one_source_alone_can_be_scanned(tmp_path: Path) -> None:
    site = Site(tmp_path, ("export", "sample"))
    site.records(*numbered(3))
    site.file("a.md", "Words.")
    site.run("index")
    site.records(*numbered(4))
    site.file("b.md", "Words.")

    assert site.run("index", "--source", "sample").code == 0
    assert site.live_ids() == ["a-md", "b-md", "r00000", "r00001", "r00002"]


def test_a_source_taken_out_of_the_settings_is_held_and_goes_with_yes(tmp_path: Path) -> None:
    both = Site(tmp_path, ("export", "sample"))
    both.records(*numbered(3))
    both.file("a.md", "Words.")
    both.run("index")
    one = Site(tmp_path, ("sample",))

    held = one.run("index")

    assert held.code == 5
    assert "no longer in config.toml" in held.err
    assert one.run("index", "--yes").code == 0
    assert one.live_ids() == ["a-md"]


def test_a_damaged_document_keeps_its_last_good_text(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.html", "<html><body><main><h1>Good</h1><p>Words that stay.</p></main></body></html>")
    site.file("b.md", "Words.")
    site.run("index")
    site.file("a.html", "")

    ran = site.run("index")

    assert ran.code == 3
    assert "sample/a.html" in ran.err
    with Library(site.root / "var/library.db") as library:
        resources = {resource.id: resource for resource, _ in library.resources()}
    assert resources["a-html"].documents[0].passages[0].text == "Words that stay."
    assert site.live_ids() == ["a-html", "b-md"]
