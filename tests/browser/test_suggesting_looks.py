"""How the suggestions look, speak and stay away: axe, narrow screens, forced colours, Spanish, topics, no scripts."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.suggestion_list import options, query, typed
from tests.browser.test_looks import COLOURS, STANDARDS
from tests.sampling import sampled


@pytest.fixture(scope="module")
def tab(browser: Browser, base: str) -> Iterator[Page]:
    """A page for all tests, with scripts, and without our policy: it would stop axe."""
    context = browser.new_context(base_url=base, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto("/")
    yield tab
    tab.unroute_all()
    tab.goto("about:blank")


@pytest.mark.parametrize("scheme", sampled(["light", "dark"], 2))
@pytest.mark.parametrize("width", sampled([320, 1280], 2))
def test_axe_finds_nothing_while_suggestions_are_open(page: Page, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.reload()
    typed(page, "crisis")
    page.keyboard.press("ArrowDown")

    for rules in (STANDARDS, COLOURS):
        found = Axe().run(page, options={"runOnly": rules})
        assert found.violations_count == 0, found.generate_report()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    inside = options(page).evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")
    assert inside
    page.emulate_media(color_scheme="light")


def test_the_option_that_is_chosen_is_seen_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    typed(page, "crisis")
    page.keyboard.press("ArrowDown")

    colours = options(page).evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    page.emulate_media(forced_colors="none")

    assert colours[0] not in colours[1:]


def test_suggestions_speak_the_language_of_the_page_and_names_that_of_the_site(page: Page) -> None:
    page.goto("/?lang=es")
    field = page.get_by_role("combobox")
    field.press_sequentially("use of")
    shown = page.get_by_role("listbox", name="Sugerencias")
    expect(shown).to_be_visible()

    assert shown.get_attribute("lang") == "en"
    topic = shown.get_by_role("option").filter(has=page.get_by_text("Use of Force", exact=True))
    expect(topic.first.locator(".kind")).to_have_attribute("lang", "es")
    expect(page.locator("[aria-live=polite]")).to_have_text(re.compile("sugerencia"))
    with page.expect_navigation():
        topic.first.click()
    assert parse_qs(urlsplit(page.url).query)["lang"] == ["es"]


def test_within_a_topic_nothing_is_suggested(page: Page) -> None:
    page.goto("/topics/use-of-force")

    assert page.get_by_role("combobox").count() == 0
    assert page.get_by_role("searchbox", name="Search in this topic").count() == 1


def test_without_scripts_the_box_is_a_plain_one(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    field = page.get_by_role("searchbox", name="Search the library")
    field.fill("crisis")

    with page.expect_navigation():
        field.press("Enter")

    assert query(page) == "crisis"
    assert page.locator("[role=listbox], [aria-live]").count() == 0
    context.close()


def test_our_policy_lets_the_script_run_and_nothing_else(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/")

    typed(page, "crisis")

    assert complaints == []
    context.close()
