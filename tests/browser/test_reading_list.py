"""The reading list in a real browser: what is ticked stays, on every page and in the next visit; shared lists stay those of others."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect


@pytest.fixture
def context(browser: Browser, base: str) -> Iterator[BrowserContext]:
    """A browser that has kept nothing yet; without our policy, which would stop axe."""
    made = browser.new_context(base_url=base, bypass_csp=True)
    yield made
    made.close()


def kept_two(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/search?q=crisis+team")
    expect(page.locator("#reading-list-link")).to_be_hidden()
    for place in (0, 2):
        page.locator("input[data-keep]").nth(place).check()
    expect(page.locator("#reading-list-link")).to_have_text("Reading list (2)")
    return page


def test_what_is_ticked_is_on_the_list_until_it_is_taken_off(context: BrowserContext) -> None:
    page = kept_two(context)
    page.reload()
    expect(page.locator("input[data-keep]:checked")).to_have_count(2)

    page.get_by_role("link", name="Reading list (2)").click()
    expect(page.locator("blockquote")).to_have_count(2)
    page.get_by_role("link", name="Remove").first.click()
    expect(page.locator("blockquote")).to_have_count(1)
    expect(page.locator("#reading-list-link")).to_have_text("Reading list (1)")

    page.get_by_role("button", name="Empty the list").click()
    expect(page.get_by_text("This list is empty.")).to_be_visible()
    expect(page.locator("#reading-list-link")).to_be_hidden()


@pytest.mark.slow  # a second browser for what the script alone decides
def test_a_list_that_somebody_shared_changes_nothing_until_it_is_taken_over(
    context: BrowserContext, browser: Browser, base: str
) -> None:
    page = kept_two(context)
    page.get_by_role("link", name="Reading list (2)").click()
    page.wait_for_url("**item=**")

    other = browser.new_context(base_url=base)
    theirs = other.new_page()
    theirs.goto(page.url)
    expect(theirs.locator("blockquote")).to_have_count(2)
    expect(theirs.locator("#reading-list-link")).to_be_hidden()
    theirs.get_by_role("link", name="Remove").first.click()
    expect(theirs.locator("blockquote")).to_have_count(1)
    expect(theirs.locator("#reading-list-link")).to_be_hidden()
    theirs.get_by_role("button", name="Keep this list in this browser").click()
    expect(theirs.locator("#reading-list-link")).to_have_text("Reading list (1)")
    other.close()


@pytest.mark.slow  # axe, at three widths
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_list_is_for_everybody(context: BrowserContext, width: int) -> None:
    page = kept_two(context)
    page.set_viewport_size({"width": width, "height": 720})
    for address in ("/search?q=crisis+team", "/reading-list"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.slow  # another browser
def test_without_scripts_a_shared_list_is_read(context: BrowserContext, browser: Browser, base: str) -> None:
    page = kept_two(context)
    page.get_by_role("link", name="Reading list (2)").click()
    page.wait_for_url("**item=**")

    plain = browser.new_context(base_url=base, java_script_enabled=False)
    theirs = plain.new_page()
    theirs.goto(page.url)
    expect(theirs.locator("blockquote")).to_have_count(2)
    expect(theirs.locator("input[data-keep]")).to_have_count(0)
    plain.close()
