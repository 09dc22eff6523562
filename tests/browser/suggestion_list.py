"""What the tests of suggestions see on a page: the box, the list, and what is chosen."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

ASKED = "**/api/v1/suggest?*"


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the library")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def texts(page: Page) -> list[str]:
    return options(page).locator("span:first-child").all_inner_texts()


def typed(page: Page, text: str) -> list[str]:
    """Type *text*, wait until something is suggested, and return that."""
    with page.expect_response(lambda answer: suggested_for(answer.url) == text):
        box(page).press_sequentially(text)
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    return texts(page)


def suggested_for(url: str) -> str | None:
    parts = urlsplit(url)
    return parse_qs(parts.query)["q"][0] if parts.path == "/api/v1/suggest" else None


def chosen(page: Page) -> str | None:
    """The text of the option that is chosen, as a screen reader is told."""
    active = box(page).get_attribute("aria-activedescendant")
    selected = page.locator("[role=option][aria-selected=true]")
    if active is None:
        assert selected.count() == 0
        return None
    assert selected.get_attribute("id") == active
    return selected.locator("span").first.inner_text()


def query(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["q"][0]
