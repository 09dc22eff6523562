import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def search(page: Page, text: str) -> None:
    page.get_by_label("Search the library").fill(text)
    follow(page, page.get_by_role("button", name="Search", exact=True))


def follow(page: Page, leading: Locator) -> None:
    """Click what leads to another page, and wait for that, or for what comes in its place."""
    with page.expect_navigation():
        leading.click()
    # A box that was ticked before may have been answered in between.
    expect(page.locator("[aria-busy]")).to_have_count(0)


def press_enter(page: Page) -> None:
    """Press Enter and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def count(page: Page) -> int:
    said = re.match(r"[\d,]+", page.get_by_role("status").inner_text())
    assert said
    return int(said[0].replace(",", ""))


def test_a_question_leads_to_the_page_of_a_pdf(page: Page) -> None:
    search(page, "mobile crisis team staffing")
    link = page.locator(".place a", has_text="(PDF)").first
    number = re.search(r"page (\d+)", link.inner_text())
    address = link.get_attribute("href")

    assert number
    assert address
    assert address.endswith(f"#page={number[1]}")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    part = page.request.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status, part.body()) == (206, b"%PDF")


def test_topic_and_type_narrow_what_is_found(page: Page) -> None:
    search(page, "crisis")
    everything = count(page)
    topic = page.get_by_role("checkbox", name=re.compile("^Mental Health and Crisis Response"))
    promised = int(re.findall(r"(\d+) results?", topic.evaluate("box => box.labels[0].textContent"))[0])

    topic.check()
    follow(page, page.get_by_role("button", name="Apply filters"))

    assert asked(page)["topic"] == ["Mental Health and Crisis Response"]
    assert count(page) == promised < everything
    kind = page.get_by_role("checkbox", name=re.compile(r"^Guidebook\b"))
    promised = int(re.findall(r"(\d+) results?", kind.evaluate("box => box.labels[0].textContent"))[0])
    kind.check()
    follow(page, page.get_by_role("button", name="Apply filters"))
    assert count(page) == promised
    assert asked(page)["q"] == ["crisis"]
    for meta in page.locator(".entry .meta").all_inner_texts():
        assert "Guidebook/Tool" in meta


def test_a_new_question_keeps_the_filters(page: Page) -> None:
    page.goto("/search?q=crisis&topic=Use+of+Force&sort=newest")

    search(page, "force")

    assert (asked(page)["q"], asked(page)["topic"], asked(page)["sort"]) == (
        ["force"],
        ["Use of Force"],
        ["newest"],
    )


def test_reset_empties_everything(page: Page) -> None:
    page.goto("/search?q=crisis&topic=Use+of+Force&year_from=2019")

    follow(page, page.get_by_role("link", name="Reset"))

    assert urlsplit(page.url)[2:4] == ("/search", "")
    expect(page.get_by_label("Search the library")).to_have_value("")
    assert page.locator("input:checked").count() == 0
    expect(page.get_by_label("From")).to_have_value("")


def test_clear_filters_keeps_the_question(page: Page) -> None:
    page.goto("/search?q=crisis&topic=Use+of+Force&year_from=2019")

    follow(page, page.get_by_role("link", name="Clear filters"))

    assert asked(page) == {"q": ["crisis"]}
    assert page.locator(".chips").count() == 0


def test_one_filter_can_be_removed(page: Page) -> None:
    page.goto("/search?q=crisis&topic=Use+of+Force&type=Report")

    follow(page, page.get_by_role("link", name="Remove filter: Use of Force"))

    assert asked(page) == {"q": ["crisis"], "type": ["Report"]}


def test_back_brings_the_last_question_back(page: Page) -> None:
    search(page, "crisis")
    page.get_by_label("Search the library").fill("force")
    press_enter(page)
    assert asked(page)["q"] == ["force"]

    page.go_back()

    assert asked(page)["q"] == ["crisis"]


def test_everything_can_be_done_from_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.get_by_label("Search the library").focus()
    page.keyboard.type("crisis")
    press_enter(page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the results")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the filters")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Filters and order")).to_be_focused()
    box = page.locator("input[type=checkbox][name=topic]").first
    for _ in range(6):  # four orders, and with scripts the box that filters the topics
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    # Enter in a checkbox sends the form it belongs to.
    press_enter(page)

    assert set(asked(page)) >= {"q", "topic"}
    expect(page.get_by_role("link", name=re.compile("^Remove filter"))).to_have_count(1)


def test_from_the_keyboard_the_first_result_comes_soon(page: Page) -> None:
    page.goto("/search?q=crisis&topic=Use+of+Force")
    title = page.locator(".entry h3 a").first

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Results", exact=True)).to_be_focused()
    stops = 0
    while not title.evaluate("title => title === document.activeElement"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= 4  # the chip, Clear filters, Reset


def test_a_topic_page_searches_within_its_topic(page: Page) -> None:
    follow(page, page.get_by_role("link", name=re.compile("^Use of Force")))
    everything = count(page)

    page.get_by_label("Search in this topic").fill("training")
    press_enter(page)

    assert urlsplit(page.url).path == "/topics/use-of-force"
    assert 0 < count(page) < everything
    follow(page, page.get_by_role("link", name="Reset"))
    assert count(page) == everything


def test_all_topics_are_on_a_page_of_their_own_with_a_box_to_find_one(page: Page) -> None:
    page.goto("/facets/topic?q=crisis&sort=newest")
    everything = page.locator(".values li").count()

    page.get_by_label("Show the topics that contain").fill("MENTAL")
    page.get_by_role("button", name="Show", exact=True).click()

    assert asked(page)["q"] == ["crisis"]
    assert 0 < page.locator(".values li").count() < everything
    page.get_by_role("link", name=re.compile("^Mental Health and Crisis Response")).click()
    assert asked(page) == {
        "q": ["crisis"],
        "sort": ["newest"],
        "topic": ["Mental Health and Crisis Response"],
    }
    expect(page.get_by_role("checkbox", name=re.compile("^Mental Health"))).to_be_checked()


def test_a_search_too_long_for_links_is_paged_and_sorted_by_buttons(page: Page) -> None:
    words = "crisis team " * 350
    search(page, words)
    expect(page.locator(".pager a")).to_have_count(0)

    follow(page, page.locator(".sorts").get_by_role("button", name="Title"))
    assert asked(page)["sort"] == ["title"]
    follow(page, page.get_by_role("button", name="Next page"))

    assert (asked(page)["page"], asked(page)["sort"]) == (["2"], ["title"])
    assert page.get_by_label("Search the library").input_value().startswith("crisis team crisis team")
    expect(page.get_by_text(re.compile("^Page 2 of"))).to_be_visible()
    page.locator(".sorts").get_by_role("button", name="Oldest first").click()
    expect(page.locator(".sorts [aria-current]")).to_have_text("Oldest first")


def test_what_else_was_searched_for_is_switched_off_in_one_click_and_stays_off_with_a_filter(
    page: Page,
) -> None:
    search(page, "UOF")
    found = count(page)
    expect(page.locator(".other-words")).to_contain_text("Also searched for: “use of force” for “UOF”.")
    expect(page.locator(".entries mark").first).to_have_text(re.compile("uses? of force", re.IGNORECASE))

    follow(page, page.get_by_role("link", name="Search only for what was typed"))

    assert count(page) < found
    follow(page, page.get_by_role("button", name="Search", exact=True))
    assert asked(page) == {"q": ["UOF"], "expand": ["0"]}
    follow(page, page.get_by_role("link", name="Search for other words for the same thing too"))
    assert count(page) == found
    assert asked(page) == {"q": ["UOF"]}


def test_one_meaning_of_an_acronym_is_one_click_away(page: Page) -> None:
    search(page, "CIT training")
    expect(page.locator(".other-words")).to_contain_text("CIT may mean:")

    follow(page, page.get_by_role("link", name="crisis intervention team", exact=True))

    assert asked(page)["q"] == ['"crisis intervention team" training']
    assert count(page) > 0
