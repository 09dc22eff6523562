"""`C++.md`, `C#.md` and `C.md` made one id, so that one of them was indexed and two failed in each run.

They are numbered, the plainest name without a number, and each keeps the id that it has.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.sampling import sampled
from tests.unit.a_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, ("sample",), publish="max_lost = 1.0")


def ids(site: Site) -> dict[str, str]:
    """Index, and return {file: the id of its resource}."""
    assert site.run("index", "--yes").code == 0
    with closing(sqlite3.connect(site.root / "var/library.db", isolation_level=None)) as library:
        rows = library.execute("SELECT id, payload FROM resources").fetchall()
    return {json.loads(payload)["documents"][0]["address"]: key for key, payload in rows}


@pytest.mark.parametrize(
    ("names", "expected"),
    sampled(
        [
            (["C++.md", "C#.md", "C.md"], ["c-md-3", "c-md-2", "c-md"]),
            (["Guide.md", "guide.md", "GUIDE.MD"], ["guide-md-2", "guide-md", "guide-md-3"]),
            (["a b.md", "a-b.md", "a_b.md"], ["a-b-md-2", "a-b-md", "a-b-md-3"]),
            (["C++/one.md", "C/one.md", "c/one.md"], ["c-one-md-3", "c-one-md-2", "c-one-md"]),
            (["a/b.md", "a-b.md"], ["a-b-md-2", "a-b-md"]),
            (["!.md", "?.md", "\U0001f680.md", "\n.md"], ["md-2", "md-3", "md-4", "md"]),
            (["Straße.md", "strasse.md"], ["strasse-md-2", "strasse-md"]),
            (["C.md", "C.txt", "C#.md"], ["c-md", "c-txt", "c-md-2"]),
        ],
        2,
        tuples=True,
    ),
)
def test_alike_names_have_ids_of_their_own(site: Site, names: list[str], expected: list[str]) -> None:
    for name in names:
        site.file(name, f"Words of {name}.")

    found = ids(site)

    if "\n.md" in names:  # which of four odd names is the plainest is nobody's concern
        assert sorted(found.values()) == sorted(expected)
    else:
        assert [found[name] for name in names] == expected
    assert ids(site) == found


@pytest.mark.slow  # many runs
def test_an_id_stays_whatever_comes_and_goes_beside_it(site: Site) -> None:
    site.file("C#.md", "Sharp.")
    assert ids(site) == {"C#.md": "c-md"}

    site.file("C.md", "Plain.")
    site.file("C++.md", "Plus.")
    assert ids(site) == {"C#.md": "c-md", "C.md": "c-md-2", "C++.md": "c-md-3"}

    site.file("A.md", "Alpha.")
    (site.corpus / "C.md").unlink()
    assert ids(site) == {"C#.md": "c-md", "C++.md": "c-md-3", "A.md": "a-md"}

    (site.corpus / "C#.md").unlink()
    assert ids(site) == {"C++.md": "c-md-3", "A.md": "a-md"}

    site.file("C!.md", "New.")
    site.file("C#.md", "Sharp.")
    assert ids(site) == {"C++.md": "c-md-3", "A.md": "a-md", "C!.md": "c-md", "C#.md": "c-md-2"}


def test_the_report_says_which_files_are_numbered(site: Site) -> None:
    for name in ("C.md", "C#.md", "C\n+.md"):
        site.file(name, f"Words of {name}.")

    report = site.run("index", "--json").json()

    assert report["failed"] == 0
    assert report["notes"] == [
        "sample/C#.md has the id c-md-2, because C.md has c-md",
        "sample/C\\n+.md has the id c-md-3, because C.md has c-md",
    ]


def test_a_file_that_a_record_names_takes_no_number(site: Site) -> None:
    for name in ("C.md", "C#.md", "C++.md"):
        site.file(name, f"Words of {name}.")
    site.file("catalogue.jsonl", '{"id": "c-language", "files": ["C.md"]}\n')

    assert ids(site) == {"C.md": "c-language", "C#.md": "c-md", "C++.md": "c-md-2"}


def test_alike_addresses_on_a_listing_page_are_resources_of_their_own(site: Site) -> None:
    addresses = [
        "/tools/c",
        "/tools/c%2B%2B",
        "/tools/c!",
        "https://other.example/tools/c",
        "/tools/c",
        "/tools/d",
    ]
    cards = "".join(
        f'<li><h3><a href="{address}">Card {number}</a></h3><p>Report | 2012</p><p>Use of Force</p></li>'
        for number, address in enumerate(addresses)
    )
    site.file("list.html", f"<!doctype html><title>All</title><main><h1>All</h1><ul>{cards}</ul></main>")

    report = site.run("index", "--json").json()

    assert (report["failed"], report["resources"]) == (0, 5)
    assert {"tools-c", "tools-d", "other-example-tools-c"} < set(site.live_ids())
