"""With scripts: the filters as a dialog on a narrow screen, and boxes that filter long lists."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

TOPIC = re.compile("^Use of Force")
REPORT = re.compile("^Report")


@pytest.fixture(scope="module")
def tab(browser: Browser, base: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base)
    yield context.new_page()
    context.close()


def on_telephone(tab: Page, address: str) -> Locator:
    """Open a page on a narrow screen, and its filters; return the dialog."""
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(address)
    tab.get_by_role("link", name="Filters and order").press("Enter")
    return tab.get_by_role("dialog", name="Filters and order")


def test_on_a_narrow_screen_filters_are_chosen_in_a_dialog_and_applied_together(tab: Page) -> None:
    panel = on_telephone(tab, "/search?q=crisis")
    tab.evaluate("window.sameDocument = true")
    expect(panel.get_by_role("heading", name="Filters and order")).to_be_focused()

    panel.get_by_role("checkbox", name=TOPIC).check()
    panel.get_by_role("checkbox", name=REPORT).check()
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["crisis"]}
    panel.get_by_role("button", name="Apply filters").click()

    expect(tab.get_by_role("status")).to_have_text(re.compile(", 2 filters$"))
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(tab.get_by_role("heading", name="Results", exact=True)).to_be_focused()
    expect(tab.locator(".entry h3").first).to_be_in_viewport()
    assert parse_qs(urlsplit(tab.url).query) == {
        "q": ["crisis"],
        "topic": ["Use of Force"],
        "type": ["Report"],
    }
    assert tab.evaluate("window.sameDocument") is True
    expect(tab.locator(".columns > .side")).to_have_count(1)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["Escape", "Close", "wide"])
def test_whoever_leaves_the_dialog_changes_nothing_and_is_where_they_were(tab: Page, way: str) -> None:
    panel = on_telephone(tab, "/search?q=crisis&type=Report")
    panel.get_by_role("checkbox", name=TOPIC).check()
    panel.get_by_role("checkbox", name=REPORT).uncheck()
    panel.get_by_label("From").fill("2001")

    if way == "wide":
        tab.set_viewport_size({"width": 1280, "height": 720})
    elif way == "Close":
        panel.get_by_role("button", name="Close").click()
    else:
        tab.keyboard.press("Escape")

    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(tab.get_by_role("checkbox", name=TOPIC)).not_to_be_checked()
    expect(tab.get_by_role("checkbox", name=REPORT)).to_be_checked()
    expect(tab.get_by_label("From")).to_have_value("")
    if way != "wide":
        expect(tab.get_by_role("link", name="Filters and order")).to_be_focused()
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["crisis"], "type": ["Report"]}


@pytest.mark.slow
def test_the_keyboard_stays_within_the_dialog(tab: Page) -> None:
    on_telephone(tab, "/search?q=crisis")

    inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
    for _ in range(40):
        tab.keyboard.press("Tab")
        assert tab.evaluate(inside)


@pytest.mark.slow
def test_an_order_chosen_in_the_dialog_closes_it(tab: Page) -> None:
    panel = on_telephone(tab, "/search?q=crisis")

    panel.get_by_role("link", name="Newest first").click()

    expect(tab).to_have_url(re.compile("sort=newest"))
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(tab.get_by_role("heading", name="Results", exact=True)).to_be_focused()


@pytest.mark.slow
def test_a_long_list_shows_what_its_box_contains_and_always_what_is_chosen(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto("/search?topic=Use+of+Force")
    group = tab.get_by_role("group", name="Topic")
    rows = group.locator("li:visible")
    everything = rows.count()

    group.get_by_label("Show the topics that contain").fill("CRÍSIS resp")

    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Use of Force")
    expect(rows.nth(1)).to_contain_text("Mental Health and Crisis Response")
    assert everything > 2
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")  # from the chosen one to the other
    expect(tab.get_by_role("status")).to_have_text(re.compile("2 filters$"))
    box = tab.get_by_role("group", name="Topic").get_by_label("Show the topics that contain")
    expect(box).to_have_value("CRÍSIS resp")
    box.fill("")
    expect(tab.get_by_role("group", name="Topic").locator("li:visible")).not_to_have_count(2)


@pytest.mark.slow
def test_folds_stay_unfolded_when_something_is_ticked(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto("/search")
    group = tab.get_by_role("group", name="Topic")
    group.locator("summary").click()
    last = group.get_by_role("checkbox").last
    value = last.get_attribute("value")

    last.check()

    expect(tab.get_by_role("status")).to_have_text(re.compile("1 filter$"))
    expect(tab.locator(f"input[value='{value}']")).to_be_focused()
    expect(tab.get_by_role("group", name="Topic").locator("details")).to_have_attribute("open", "")
