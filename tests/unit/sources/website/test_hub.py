"""The imitation of a knowledge hub, whole: what a first crawl finds, and what is left of it as the hub changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.sources.website import politeness
from indexer.sources.website.scope import MAX_DATES
from tests.unit.sources.website.hub import DOCUMENTS, PAGES, RESOURCES, TOPICS, Hub, failing
from tests.unit.sources.website.site import WebLibrary, page, text
from tests.unit.sources.website.web_server import Reply, WebServer, redirect, serving_pages


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hub, WebLibrary]]:
    """The hub, crawled once."""
    with serving_pages() as web, serving_pages() as media, pytest.MonkeyPatch.context() as patch:
        patch.setattr(politeness, "FIRST_WAIT", 0.01)  # test_politeness.py holds how long it really waits
        made = Hub(web, media)
        site = WebLibrary(tmp_path_factory.mktemp("hub"), web, **_settings(web, made))
        ran = site.index()
        assert ran.code == 3  # its troubles
        (Path(site.root) / "first.err").write_text(ran.err, encoding="utf-8")
        yield made, site


def _settings(web: WebServer, hub: Hub) -> dict[str, object]:
    return {
        "start": [f"{web.root}/"],
        "sitemaps": [f"{web.root}/sitemap.xml"],
        "allow": ["*"],
        "documents": [f"{hub.media_root.partition('://')[2]}/files/*"],
        "deny": ["elsewhere.example/*"],
        "allow_private": ["127.0.0.1", "::1"],
    }


def test_every_resource_of_every_listing_page_is_found_once(hub: tuple[Hub, WebLibrary]) -> None:
    _, site = hub

    found = [key for key in site.ids() if key.startswith("resource-")]

    assert found == [f"resource-r{number:03}" for number in range(RESOURCES)]
    first = site.one("resource-r000")
    assert set(first.topics) == set(TOPICS)
    assert first.types == ("Guidebook/Tool", "Training", "Video")
    assert "topics-force" not in site.ids()
    assert "community-trust" not in site.ids()


def test_the_listing_was_walked_to_its_end_and_no_further(hub: tuple[Hub, WebLibrary]) -> None:
    _, site = hub
    asked = [path for path in site.web.paths() if "sf_paged" in path]
    numbers = {int(path.partition("sf_paged=")[2]) for path in asked}

    assert numbers == set(range(2, PAGES + 2))  # the first one past its end tells that it ended
    assert not [path for path in asked if "_sft_" in path]


def test_files_of_the_slow_host_are_read_and_held_nothing_up(hub: tuple[Hub, WebLibrary]) -> None:
    made, site = hub

    files = [site.one(f"resource-r{number:03}").documents[1:] for number in range(DOCUMENTS)]

    assert made.pages_asked.is_set()
    assert [one[0].passages[0].text for one in files] == [
        f"Text of guide-{number}.txt." for number in range(DOCUMENTS)
    ]


def test_troubles_are_told_and_become_no_resources(hub: tuple[Hub, WebLibrary]) -> None:
    _, site = hub
    said = (site.root / "first.err").read_text(encoding="utf-8")

    assert [key for key in site.ids() if key.startswith("trouble-")] == ["trouble-tags"]
    assert "/trouble/error: it answers 500" in said
    assert "/trouble/bomb: it has more than 10,000,000 bytes" in said
    assert "169.254.169.254, a private, local or reserved address" in said
    assert "10.0.0.1, a private, local or reserved address" in said
    assert "private-a" not in site.ids()
    assert len([path for path in site.web.paths() if path.startswith("/calendar/")]) == MAX_DATES
    assert f"more than {MAX_DATES} pages of one calendar" in said


@pytest.mark.slow  # a second crawl of a whole site
def test_the_hub_changes_and_so_does_the_library(hub: tuple[Hub, WebLibrary]) -> None:
    made, site = hub
    pages = made.web.pages
    pages["/resource/r001/"] = Reply(status=404)
    pages["/resource/r002/"] = redirect("/resource/renamed/")
    pages["/resource/renamed/"] = page("Resource 2")
    pages["/resource/r003/"] = page("Resource 3", "Only now it says changedword.", ETag='"new"')
    pages["/resource/r004/"] = failing(503)
    pages["/robots.txt"] = text("User-agent: *\nDisallow: /resource/r005/\n")
    pages["/sitemap.xml"] = failing(500)
    pages["/topics/force/"] = failing(500)

    report = site.index("--json").json()

    assert report["removed"] == 2
    left = {key for key in site.ids() if key.startswith("resource-")}
    assert left == {f"resource-r{number:03}" for number in range(RESOURCES) if number not in {1, 5}}
    assert site.one("resource-r002").url == f"{made.web.root}/resource/renamed/"
    assert "changedword" in site.one("resource-r003").documents[0].passages[0].text
    assert site.one("resource-r100").types  # what its card said, though the listing fails
