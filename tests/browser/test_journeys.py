"""Whole journeys from a question to a page of a document: from the keyboard alone, and without scripts."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.slow  # test_searching.py has the steps of a journey one by one


def tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    """Press Tab until *wanted* has the focus; every stop on the way must be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const box = document.activeElement.getBoundingClientRect(); return box.width * box.height > 0; }"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    pytest.fail(f"{most} stops do not reach {wanted}")


def test_from_the_keyboard_alone(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto("/")

    tab_to(page, page.get_by_role("combobox", name="Search the library"))
    page.keyboard.type("crisis team")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=crisis"))
    tab_to(page, page.get_by_role("link", name="Skip to the filters"), most=3)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("checkbox", name=re.compile("^Mental Health")))
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text(re.compile(", 1 filter$"))
    tab_to(page, page.get_by_role("checkbox", name=re.compile("^Guidebook")))
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text(re.compile(", 2 filters$"))

    page.goto(page.url)  # as sent to somebody else
    tab_to(page, page.get_by_role("link", name="Skip to the results"), most=2)
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".entry h3 a").first, most=6)
    tab_to(page, page.locator(".cite summary").first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Copy").first, most=1)
    link = page.get_by_role("link", name=re.compile("^All matching passages")).first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/resources/"))
    expect(page.get_by_role("heading", name="Passages on “crisis team”")).to_be_focused()
    tab_to(page, page.locator(".passages .place a").first, most=12)
    assert "#page=" in str(page.locator(".passages .place a").first.get_attribute("href"))
    context.close()


def test_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(
        base_url=base, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto("/")

    page.get_by_label("Search the library").fill("crisis")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name="Filters and order").click()
    page.get_by_role("checkbox", name=re.compile("^Use of Force")).check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("status")).to_have_text(re.compile(", 1 filter$"))
    page.get_by_role("link", name="Newest first").click()
    assert parse_qs(urlsplit(page.url).query) == {
        "q": ["crisis"],
        "topic": ["Use of Force"],
        "sort": ["newest"],
    }
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(re.compile(", 1 filter$"))
    page.get_by_role("link", name="Remove filter: Use of Force").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("“crisis”$"))
    page.get_by_role("link", name="25", exact=True).click()
    expect(page.locator(".entries > li")).to_have_count(25)
    page.locator(".cite summary").first.click()
    expect(page.locator(".cite .citation").first).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^All matching passages")).first.click()
    expect(page.get_by_role("heading", name="Passages on “crisis”")).to_be_in_viewport()
    page.get_by_role("link", name="Read the text here").click()
    expect(page.locator(".running").first).to_be_attached()
    assert page.locator("mark").count() > 0
    page.get_by_role("link", name="Search help").click()
    expect(page.get_by_role("heading", level=1, name="Search help")).to_be_visible()
    context.close()


def test_a_citation_is_copied_with_one_press_and_that_is_said(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/search?q=mobile+crisis+team")

    page.locator(".cite summary").first.click()
    page.get_by_role("button", name="Copy").nth(1).press("Enter")

    expect(page.locator("body > [aria-live]")).to_have_text("The citation is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        r"Building a Mobile Crisis Team.*,” p\. \w+\. Sample\. http://127\.0\.0\.1:\d+/files/.*#page=\d+",
        copied,
    )
    context.close()
