"""A library whose every name is one long word, on a telephone, a tablet and a desk: no page scrolls sideways."""

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.long_words import LETTERS, OWNERS, SETTING, TOPICS, TYPES, VARIABLE, WORDS, make_library
from tests.processes import completed
from tests.sampling import sampled
from tests.serving import serving

WIDTHS = (320, 768, 1280)
FIRST_LINES = 50  # CSS pixels: the first two lines of a title that has many
FILTERS = "&".join(
    f"{name}={quote(value)}"
    for name, values in (("topic", TOPICS), ("type", TYPES), ("owner", OWNERS))
    for value in values[:2]
)
PAGES = {
    "home": "/",
    "all resources": "/search",
    "results": "/search?q=crisis",
    "filters": f"/search?q=crisis+-zebra&{FILTERS}&year_from=1990",
    "a notice": f"/search?q=crisis+{SETTING}+{VARIABLE}+{LETTERS}+team+zebra",
    "nothing found": f"/search?q=zebra{LETTERS}+-{LETTERS}x&{FILTERS}",
    "past the end": f"/search?q=crisis&page=99&{FILTERS}",
    "all topics": "/facets/topic",
    "some topics": f"/facets/topic?q=crisis&{FILTERS}&find={TOPICS[0][:60]}",
    "no topics": f"/facets/topic?q=crisis&find=zebra{LETTERS}",
    "error": f"/nowhere/{LETTERS}",
}
ALL_PAGES = [
    *PAGES,
    "a topic",
    *(
        pytest.param(f"{kind} {number}", marks=[] if number < 2 else pytest.mark.slow)
        for kind in ("resource", "matches", "text")
        for number in range(7)
    ),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over it."""
    config = make_library(tmp_path_factory.mktemp("long"))
    fieldguide = [str(Path(sys.executable).with_name("fieldguide")), "--config", str(config)]
    indexed = completed([*fieldguide, "index", "--yes"])
    assert indexed.returncode == 0, indexed.stderr
    with serving(lambda port: [*fieldguide, "serve", "--port", str(port), "--workers", "1"]) as (_, address):
        yield address


@pytest.fixture(scope="module")
def addresses(library: str, browser: Browser) -> dict[str, str]:
    """The address of each page, by its name."""
    context = browser.new_context(base_url=library)
    hits = context.request.get("/api/v1/search?q=crisis").json()["results"]
    slug = context.request.get("/").text().partition('href="/topics/')[2].partition('"')[0]
    context.close()
    assert len(hits) == len(WORDS) + 2
    found = {**PAGES, "a topic": f"/topics/{slug}?q=crisis"}
    for number, hit in enumerate(hits):
        own = f"/resources/{quote(hit['id'], safe='')}"
        found |= {
            f"resource {number}": own,
            f"matches {number}": f"{own}?q=crisis+{SETTING}",
            f"text {number}": f"{own}/text",
        }
    return found


@pytest.fixture(scope="module")
def tab(browser: Browser, library: str) -> Iterator[Page]:
    context = browser.new_context(base_url=library, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", sampled(ALL_PAGES, 5))
def test_no_page_scrolls_sideways(tab: Page, addresses: dict[str, str], name: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(addresses[name])
    tab.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

    beyond = {}
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        beyond[width] = tab.evaluate("document.documentElement.scrollWidth") - width

    assert beyond == dict.fromkeys(WIDTHS, 0)


@pytest.mark.parametrize("name", sampled(["all resources", "results", "filters", "a notice"], 4))
def test_the_first_title_begins_in_the_first_screen(tab: Page, addresses: dict[str, str], name: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(addresses[name])

    title = tab.locator(".entry h3 a").first
    box = title.bounding_box()

    assert box is not None
    assert box["y"] + FIRST_LINES <= 640
