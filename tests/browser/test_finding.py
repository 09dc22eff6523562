"""Find in this guidebook: what a reader does on a resource's page, in a real browser."""

import io

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.not_none import not_none

GUIDE = "/resources/sample-mobile-crisis-teams?q=crisis+team"


@pytest.mark.slow  # it opens every link of a list
def test_each_link_of_the_list_opens_the_page_that_holds_the_marked_words(page: Page, base: str) -> None:
    page.goto(base + GUIDE)
    entries = page.locator(".body .passages > li")
    asked = {
        not_none(entry.locator(".place a").get_attribute("href")): entry.locator("mark").all_inner_texts()
        for entry in entries.all()
    }

    file = pypdfium2.PdfDocument(
        io.BytesIO(page.request.get(base + next(iter(asked)).partition("#")[0]).body())
    )

    assert len(asked) >= 15
    for address, marked in asked.items():
        number = int(address.partition("#page=")[2])
        said = file[number - 1].get_textpage().get_text_range().lower()
        assert marked
        assert all(word.lower() in said for word in marked), address


def test_a_best_match_is_one_click_away_and_is_marked_as_such(page: Page, base: str) -> None:
    page.goto(base + GUIDE)
    jump = page.locator(".best-jumps a").first

    jump.click()

    target = page.locator("li:target")
    expect(target).to_be_in_viewport()
    expect(target.locator(".best")).to_have_text("best match")


def test_the_map_is_decoration(page: Page, base: str) -> None:
    page.goto(base + GUIDE)

    expect(page.locator(".map rect").first).to_be_visible()
    expect(page.locator(".map")).to_have_attribute("aria-hidden", "true")
    told = page.locator("main").aria_snapshot()
    assert "page 10 (PDF)" in told
    assert "text: page 1 page 27" not in told
    assert "paragraph: page 1" not in told


def test_a_search_within_stays_within(page: Page, base: str) -> None:
    page.goto(base + GUIDE)

    page.get_by_label("Search in this resource").fill("naloxone")
    page.get_by_role("button", name="Find passages").click()

    expect(page.locator("#matching")).to_have_text("Passages on “naloxone”")
    expect(page.locator(".body .passages > li")).to_have_count(3)
