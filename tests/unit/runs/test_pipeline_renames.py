"""A file that is renamed or moved is found at its old addresses; nothing else is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.config import load_config
from indexer.document_id import document_id
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.unit.a_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A library of two files in a folder."""
    site = Site(tmp_path, ("sample",), publish="max_lost = 1.0")
    write(site, "guides/vans.md", "# Vans\n\nHow vans are driven.")
    write(site, "guides/bikes.html", "<title>Bikes</title><main><p>How bikes are ridden.</p></main>")
    index(site)
    return site


def write(site: Site, address: str, text: str) -> None:
    (site.corpus / address).parent.mkdir(parents=True, exist_ok=True)
    (site.corpus / address).write_text(text)


def move(site: Site, old: str, new: str) -> None:
    (site.corpus / new).parent.mkdir(parents=True, exist_ok=True)
    (site.corpus / old).rename(site.corpus / new)


def index(site: Site, *options: str) -> None:
    assert site.run("index", "--yes", *options).code == 0


def client(site: Site) -> Any:
    config = load_config(site.config)
    return create_app(config, open_engine(config)).test_client()


def led_to(site: Site, path: str) -> str | None:
    """Where an address leads to; None: nowhere."""
    answer = client(site).get(path, buffered=True)
    return answer.headers["Location"] if answer.status_code == 301 else None


def file_at(address: str) -> str:
    return f"/files/{document_id('sample', address)}/{address.rpartition('/')[2]}"


def test_every_old_address_leads_to_the_new_one(site: Site) -> None:
    move(site, "guides/vans.md", "manuals/cars/vehicles.md")
    move(site, "guides/bikes.html", "manuals/bikes.html")
    index(site)

    assert led_to(site, "/resources/guides-vans-md") == "/resources/manuals-cars-vehicles-md"
    assert led_to(site, "/resources/guides-vans-md/text") == "/resources/manuals-cars-vehicles-md/text"
    assert (
        led_to(site, "/resources/guides-vans-md?q=how+vans&lang=es")
        == "/resources/manuals-cars-vehicles-md?q=how+vans&lang=es"
    )
    assert led_to(site, "/api/v1/resources/guides-vans-md") == "/api/v1/resources/manuals-cars-vehicles-md"
    assert led_to(site, file_at("guides/vans.md")) == file_at("manuals/cars/vehicles.md")
    assert led_to(site, file_at("guides/bikes.html")) == "/files/sample/manuals/bikes.html"
    assert led_to(site, "/files/sample/guides/bikes.html") == "/files/sample/manuals/bikes.html"
    for path in ("/resources/manuals-cars-vehicles-md", "/files/sample/manuals/bikes.html"):
        assert client(site).get(path, buffered=True).status_code == 200


def test_what_is_known_of_renames_stays(site: Site) -> None:
    move(site, "guides/vans.md", "b.md")
    index(site)
    index(site)  # finds nothing new
    move(site, "b.md", "c.md")
    index(site)
    write(site, "other.md", "# Other\n\nSomething else.")
    index(site)
    index(site, "--full")

    assert led_to(site, "/resources/guides-vans-md") == led_to(site, "/resources/b-md") == "/resources/c-md"
    assert led_to(site, file_at("guides/vans.md")) == led_to(site, file_at("b.md")) == file_at("c.md")


def test_a_run_that_finds_no_change_publishes_nothing(site: Site) -> None:
    move(site, "guides/vans.md", "b.md")
    index(site)
    live = site.builds.live_id()

    index(site)

    assert site.builds.live_id() == live


@pytest.mark.slow  # several runs
def test_a_file_that_is_renamed_back_is_at_its_own_address(site: Site) -> None:
    move(site, "guides/vans.md", "b.md")
    index(site)
    move(site, "b.md", "guides/vans.md")
    index(site)

    assert client(site).get("/resources/guides-vans-md").status_code == 200
    assert led_to(site, "/resources/b-md") == "/resources/guides-vans-md"


@pytest.mark.slow  # several runs
def test_a_file_that_is_renamed_and_edited_is_another(site: Site) -> None:
    move(site, "guides/vans.md", "b.md")
    write(site, "b.md", "# Vans\n\nHow vans are parked.")
    index(site)

    assert client(site).get("/resources/guides-vans-md").status_code == 404
    assert client(site).get(file_at("guides/vans.md"), buffered=True).status_code == 404


def test_an_address_belongs_to_the_file_that_is_there(site: Site) -> None:
    write(site, "a.md", "# A\n\nThe first.")
    write(site, "b.md", "# B\n\nThe second.")
    index(site)
    move(site, "a.md", "x.md")
    move(site, "b.md", "a.md")
    move(site, "x.md", "b.md")
    index(site)
    # Swapped: each address shows what is there, as on any other site.
    assert client(site).get("/api/v1/resources/a-md").json["title"] == "B"
    assert client(site).get("/api/v1/resources/b-md").json["title"] == "A"

    move(site, "a.md", "c.md")
    write(site, "a.md", "# New\n\nThe third.")
    index(site)

    assert client(site).get("/api/v1/resources/a-md").json["title"] == "New"


@pytest.mark.slow  # several runs
def test_the_original_of_a_copy_keeps_its_address(site: Site) -> None:
    write(site, "copy.md", (site.corpus / "guides/vans.md").read_text())
    index(site)
    assert client(site).get("/resources/guides-vans-md").status_code == 200
    assert client(site).get("/resources/copy-md").status_code == 200

    (site.corpus / "guides/vans.md").unlink()
    index(site)

    # It was no rename: both were there, and one is gone.
    assert client(site).get("/resources/guides-vans-md").status_code == 404


def test_of_the_same_files_those_with_the_same_name_belong_together(site: Site) -> None:
    for name in ("one", "two"):
        write(site, f"old/{name}.md", "# Same\n\nThe same text.")
    index(site)
    move(site, "old/two.md", "a/two.md")
    move(site, "old/one.md", "b/one.md")
    index(site)

    assert led_to(site, "/resources/old-one-md") == "/resources/b-one-md"
    assert led_to(site, "/resources/old-two-md") == "/resources/a-two-md"


def test_the_file_of_a_record_leads_on_and_its_resource_keeps_its_id(site: Site) -> None:
    record: Callable[[str], str] = '{{"id": "bikes", "title": "Bikes", "files": ["{}"]}}\n'.format
    write(site, "catalogue.jsonl", record("guides/bikes.html"))
    index(site)
    move(site, "guides/bikes.html", "bikes.html")
    write(site, "catalogue.jsonl", record("bikes.html"))
    index(site)

    assert client(site).get("/resources/bikes").status_code == 200
    assert led_to(site, "/files/sample/guides/bikes.html") == file_at("bikes.html")


@pytest.mark.slow  # several runs
def test_what_is_gone_leads_nowhere(site: Site) -> None:
    move(site, "guides/vans.md", "b.md")
    index(site)
    (site.corpus / "b.md").unlink()
    index(site)

    assert client(site).get("/resources/guides-vans-md").status_code == 404
    assert client(site).get("/resources/b-md").status_code == 404


def test_trace_knows_old_names(site: Site) -> None:
    move(site, "guides/vans.md", "b.md")
    index(site)

    for asked in ("guides-vans-md", f"{file_at('guides/vans.md')}#page=2"):
        found = site.run("trace", asked, "--json").json()
        assert found["verdict"] == "it is now sample/b.md; it can be found: the live build contains b-md"
