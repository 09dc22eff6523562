"""A result page on a telephone, without scripts: what was found stands in the first screen, what narrows it is one touch away."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sampling import sampled

HEIGHT = 640
TOPIC = "topic=Mental+Health+and+Crisis+Response"
SEARCHES = {
    "plain": "q=crisis",
    "a notice": "q=mobile+crisis+team+staffing",
    "a notice and chips": f"q=mobile+crisis+team+staffing&{TOPIC}&topic=Community+Trust+and+Partnerships",
    "many chips": f"q=crisis+-zebra+-giraffe&{TOPIC}&type=Report&type=Guidebook%2FTool&year_from=2001&year_to=2026",
    "a question": f"q=how+should+we+staff+a+mobile+crisis+team+overnight+-zebra&{TOPIC}&year_from=2001",
    "a long query": "q=" + "mobile+crisis+team+staffing+" * 20,
    "corrected": "q=crisiss+teamm",
    "Spanish": f"q=mobile+crisis+team+staffing&{TOPIC}&lang=es",
    "page 2": "q=crisis&sort=title&page=2",
    "everything": "",
}

# Chips of which a part is outside the box that shows them.
CUT_CHIPS = """() => [...document.querySelectorAll(".chips a")].filter(chip => {
  const list = chip.closest("ul").getBoundingClientRect(), own = chip.getBoundingClientRect();
  return own.top < list.top - 0.5 || own.bottom > list.bottom + 0.5 || own.right > list.right + 0.5;
}).map(chip => chip.textContent)"""


@pytest.fixture(scope="module")
def tab(browser: Browser, base: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=base,
        java_script_enabled=False,
        viewport={"width": 320, "height": HEIGHT},
        is_mobile=True,
        has_touch=True,
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", sampled(SEARCHES, 4))
def test_the_first_title_is_in_the_first_screen(tab: Page, name: str) -> None:
    tab.goto(f"/search?{SEARCHES[name]}")

    box = tab.locator(".entry h3").first.bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= HEIGHT


@pytest.mark.slow
def test_the_first_title_is_in_the_first_screen_for_those_who_keep_a_reading_list_too(
    browser: Browser, base: str
) -> None:
    context = browser.new_context(base_url=base, viewport={"width": 320, "height": HEIGHT})
    page = context.new_page()
    page.goto("/search?q=crisis+team")
    page.locator("input[data-keep]").first.check()

    for name, search in SEARCHES.items():
        page.goto(f"/search?{search}")
        expect(
            page.get_by_role("link", name="Reading list" if name != "Spanish" else "Lista de lectura")
        ).to_be_visible()
        box = page.locator(".entry h3").first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= HEIGHT, name
    context.close()


def test_the_first_title_of_a_search_in_a_topic_is_in_the_first_screen(tab: Page) -> None:
    tab.goto("/topics/use-of-force?q=training")

    box = tab.locator(".entry h3").first.bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= HEIGHT
    expect(tab.locator(".intro .lead")).to_be_hidden()
    tab.get_by_text("About this topic").tap()
    expect(tab.locator(".intro .lead")).to_be_visible()


def test_what_the_first_screen_says_of_loosened_searches_is_there_to_be_tested(tab: Page) -> None:
    tab.goto(f"/search?{SEARCHES['a notice and chips']}")

    expect(tab.locator(".notice")).to_be_in_viewport()
    expect(tab.locator(".chips a")).to_have_count(2)


@pytest.mark.parametrize("language", sampled(["en", "es"], 2))
def test_two_chips_of_long_names_are_whole(tab: Page, language: str) -> None:
    chosen = "audience=Residents+and+families&audience=Managers+and+supervisors"
    tab.goto(f"/search?q=int%C3%A9rpretes&{chosen}&lang={language}")

    chips = tab.locator(".chips")

    expect(chips.locator("a")).to_have_count(2)
    assert chips.evaluate("chips => chips.scrollHeight - chips.clientHeight") == 0


@pytest.mark.parametrize("name", sampled(SEARCHES, 4))
def test_no_chip_is_ever_cut(tab: Page, name: str) -> None:
    for more in ("", "&audience=Residents+and+families&audience=Managers+and+supervisors&state=California"):
        tab.goto(f"/search?{SEARCHES[name]}{more}")

        assert tab.evaluate(CUT_CHIPS) == []


def test_the_filters_are_one_touch_away_and_so_are_the_results(tab: Page) -> None:
    tab.goto("/search?q=crisis")
    expect(tab.get_by_role("checkbox").first).not_to_be_in_viewport()

    tab.get_by_role("link", name="Filters and order").tap()

    heading = tab.get_by_role("heading", name="Filters and order")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    report = tab.get_by_role("checkbox", name=re.compile("^Report"))
    report.check()
    with tab.expect_navigation():
        tab.get_by_role("button", name="Apply filters").tap()
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["crisis"], "type": ["Report"]}
    expect(tab.locator(".entry h3").first).to_be_in_viewport()
    tab.get_by_role("link", name="Filters and order").tap()
    tab.get_by_role("link", name="Back to the results").tap()
    expect(tab.get_by_role("heading", name="Results", exact=True)).to_be_in_viewport()


def test_all_matching_passages_leads_to_the_passages(tab: Page) -> None:
    tab.goto("/search?q=crisis+team")

    with tab.expect_navigation():
        tab.get_by_role("link", name=re.compile("^All matching passages")).first.tap()

    heading = tab.get_by_role("heading", name="Passages on “crisis team”")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()


def test_a_search_within_a_resource_lands_on_what_it_found(tab: Page, base: str) -> None:
    tab.goto(f"{base}/resources/sample-mobile-crisis-teams")
    tab.get_by_label("Search in this resource").fill("naloxone")

    with tab.expect_navigation():
        tab.get_by_role("button", name="Find passages").tap()

    expect(tab.get_by_role("heading", name="Passages on “naloxone”")).to_be_in_viewport()
