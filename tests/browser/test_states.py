"""axe finds nothing in what scripts and readers make of a page: dialogs, lists that unfold, results in place, citations."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_looks import STANDARDS, WIDTHS


def filters_open(page: Page) -> None:
    page.goto("/search?q=crisis&topic=Use+of+Force")
    link = page.get_by_role("link", name="Filters and order")
    if link.is_visible():
        link.click()
        expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Show the topics that contain").fill("res")


def suggestions_open(page: Page) -> None:
    page.goto("/search?q=crisis")
    page.get_by_role("combobox").fill("use of")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def replaced_in_place(page: Page) -> None:
    page.goto("/search?q=crisis")
    page.get_by_role("combobox").fill("force -training")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile("“force"))


def nothing_in_place(page: Page) -> None:
    page.goto("/search?q=crisis")
    page.get_by_role("combobox").fill("zeppelin")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing here matches")).to_be_visible()


def citations_open(page: Page) -> None:
    page.goto("/search?q=crisis+team")
    page.locator(".cite summary").first.click()
    expect(page.get_by_role("button", name="Copy").first).to_be_visible()


def passages_cited(page: Page) -> None:
    page.goto("/resources/sample-mobile-crisis-teams?q=crisis")
    page.locator(".cite summary").first.click()
    page.locator("input[data-keep]").first.check()


STATES = (filters_open, suggestions_open, replaced_in_place, nothing_in_place, citations_open, passages_cited)


@pytest.fixture(scope="module")
def tab(browser: Browser, base: str) -> Iterator[Page]:
    """A page with scripts, without our policy: it would stop axe."""
    context = browser.new_context(base_url=base, bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_this_state(
    tab: Page, state: Callable[[Page], None], width: int, scheme: Literal["light", "dark"]
) -> None:
    tab.set_viewport_size({"width": width, "height": 640})
    tab.emulate_media(color_scheme=scheme)

    state(tab)
    found = Axe().run(tab, options={"runOnly": STANDARDS})

    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
