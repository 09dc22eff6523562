from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request, expect

WIDTHS = (320, 768, 1280)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
PAGES = {
    "home": "/",
    "all resources": "/search",
    "results": "/search?q=crisis+team&topic=Mental+Health+and+Crisis+Response&year_from=2000",
    "all topics": "/facets/topic?q=crisis&topic=Use+of+Force",
    "nothing found": "/search?q=zeppelin&topic=Use+of+Force",
    "past the end": "/search?q=crisis&page=99",
    "topic": "/topics/stops-searches-and-arrests",
    "error": "/nowhere",
}


def address_of(page_name: str, browser: Browser, base: str) -> str:
    if page_name in PAGES:
        return base + PAGES[page_name]
    context = browser.new_context(base_url=base)
    answer = context.request.get("/api/v1/search", params={"q": "mobile crisis team"}).json()
    context.close()
    own = f"{base}/resources/{answer['results'][0]['id']}"
    return f"{own}?q=crisis" if page_name == "resource" else f"{own}/text"


ALL_PAGES = [*PAGES, "resource", "text"]


@pytest.mark.parametrize("name", ALL_PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, base: str, name: str, scheme: Literal["light", "dark"]) -> None:
    # axe is put into the page as a script, which our policy would stop.
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto(address_of(name, browser, base))

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})

    context.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["results", "nothing found"])
def test_axe_finds_nothing_with_the_filters_unfolded_on_a_narrow_screen(
    browser: Browser, base: str, name: str
) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(address_of(name, browser, base))
    page.locator(".filters > summary").click()

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})

    context.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, base: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()

    for name in ALL_PAGES:
        page.goto(address_of(name, browser, base))
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    context.close()


def test_every_page_is_styled_and_breaks_no_rule_of_its_policy(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))

    def failed(request: Request) -> None:
        # A slow machine may still be fetching the icon when the next page is opened: that was given up, not refused.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"{request.url}: {request.failure}")

    page.on("requestfailed", failed)

    for name in (name for name in ALL_PAGES if name != "error"):
        page.goto(address_of(name, browser, base))
        colour = page.locator(".masthead").evaluate("box => getComputedStyle(box).backgroundColor")
        assert colour == "rgb(14, 54, 48)", name

    context.close()
    assert complaints == []


@pytest.mark.parametrize("name", ["results", "topic", "nothing found"])
def test_what_is_clicked_is_large_enough(browser: Browser, base: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.goto(address_of(name, browser, base))

    small = page.locator(
        ".chips a, .undo a, .sorts a, .group-clear a, .pager a, summary, button"
    ).evaluate_all(
        "all => all.map(one => [one.textContent.trim(), one.getBoundingClientRect().height])"
        ".filter(([, height]) => height > 0 && height < 24)"
    )

    context.close()
    assert small == []


def test_beside_the_results_the_filters_always_show(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(base + "/search")

    expect(page.get_by_role("checkbox").first).to_be_visible()
    expect(page.locator(".filters > summary")).to_be_hidden()

    context.close()


def test_a_hostile_document_runs_no_script(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base)
    (hit,) = context.request.get("/api/v1/search", params={"q": 'title:"calm words"'}).json()["results"]
    page = context.new_page()

    page.goto(hit["url"])

    assert page.get_by_text("Read me.").is_visible()
    assert page.title() == "Calm"
    context.close()
