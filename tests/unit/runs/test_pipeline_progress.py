"""The progress of a run knows from the start how many files a folder has."""

import json

from indexer.config import load_config
from indexer.runs.pipeline import run_index
from indexer.runs.report import RunOptions
from tests.unit.a_site import Site

PAGE = "<title>A page</title><main><h1>A page</h1><p>Words of it.</p></main>"


def progress_of(site: Site) -> list[tuple[str, int, int | None]]:
    told: list[tuple[str, int, int | None]] = []
    run_index(
        load_config(site.config),
        RunOptions(),
        report=lambda _: None,
        progress=lambda what, done, total: told.append((what, done, total)),
    )
    return told


def test_files_are_counted_first_and_each_once(tmp_path):
    site = Site(tmp_path, ("sample",))
    for number in range(4):
        site.file(f"{number}.html", PAGE)
        site.file(f"{number}.md", "Words.")
    site.file("broken.pdf", "%PDF-1.4 broken")
    # Two records name one file, and a third names one that is not there.
    records = [
        {"id": "a", "files": ["0.md", "0.html"]},
        {"id": "b", "files": ["0.md"]},
        {"id": "c", "files": ["no.md"]},
    ]
    site.file("catalogue.jsonl", "".join(json.dumps(record) + "\n" for record in records))

    reading = [(done, total) for what, done, total in progress_of(site) if what == "reading sample"]

    assert reading[0] == (0, 9)
    assert reading[-1] == (9, 9)
    assert [done for done, _ in reading] == sorted(done for done, _ in reading)
    assert {total for _, total in reading} == {9}


def test_of_an_export_records_are_counted(tmp_path):
    site = Site(tmp_path)
    site.records({"id": "a"}, {"id": "b"})

    first, again = progress_of(site), progress_of(site)

    assert [entry for entry in first if entry[0].startswith("reading")] == [
        ("reading export", 1, None),
        ("reading export", 2, None),
    ]
    assert [entry for entry in again if entry[0].startswith("reading")] == [
        ("reading export", 1, 2),
        ("reading export", 2, 2),
    ]
