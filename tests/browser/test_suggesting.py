"""The suggestions below the search box: keys, mouse, input methods, late answers, and none at all."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.suggestion_list import ASKED, box, chosen, options, query, suggested_for, texts, typed
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


def test_what_is_typed_is_completed_by_keys_alone(page: Page) -> None:
    found = typed(page, "crisis")
    assert 1 < len(found) <= 8
    assert chosen(page) is None

    page.keyboard.press("ArrowDown")
    assert chosen(page) == found[0]
    page.keyboard.press("ArrowUp")
    assert chosen(page) is None  # the box itself is between the last and the first
    page.keyboard.press("ArrowUp")
    assert chosen(page) == found[-1]
    page.keyboard.press("ArrowDown")
    assert chosen(page) is None
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert chosen(page) == found[1]
    expect(box(page)).to_have_value("crisis")  # nothing is filled in before it is taken
    expect(box(page)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert urlsplit(page.url).path == "/search"
    assert query(page) == found[1]
    expect(box(page)).to_have_value(found[1])
    expect(page.locator(".entry").first).to_be_visible()


def test_enter_searches_for_what_was_typed_unless_an_option_is_chosen(page: Page) -> None:
    typed(page, "crisis")

    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert query(page) == "crisis"


@pytest.mark.parametrize("key", sampled(["Home", "End", "ArrowLeft", "ArrowRight"], 4))
def test_keys_that_move_within_the_text_choose_nothing(page: Page, key: str) -> None:
    typed(page, "crisis")
    page.keyboard.press("ArrowDown")

    page.keyboard.press(key)

    assert chosen(page) is None
    expect(options(page).first).to_be_visible()
    page.keyboard.type("x")
    expect(box(page)).to_have_value("xcrisis" if key == "Home" else re.compile("^cris[is]*x"))


def test_escape_closes_and_then_empties(page: Page) -> None:
    typed(page, "crisis")

    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("crisis")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")


@pytest.mark.slow  # another journey with the same list
def test_an_arrow_opens_again_what_was_closed(page: Page) -> None:
    found = typed(page, "crisis")
    page.keyboard.press("Escape")

    page.keyboard.press("ArrowDown")

    expect(box(page)).to_have_attribute("aria-expanded", "true")
    assert texts(page) == found
    assert chosen(page) is None


@pytest.mark.slow  # another journey with the same list
def test_tab_and_a_click_elsewhere_close_and_take_nothing(page: Page) -> None:
    typed(page, "crisis")
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Tab")
    expect(options(page)).to_have_count(0)
    expect(box(page)).to_have_value("crisis")
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()


def test_a_click_takes_a_suggestion(page: Page) -> None:
    found = typed(page, "force")

    with page.expect_navigation():
        options(page).last.click()

    assert query(page) == found[-1]


@pytest.mark.slow  # another journey with the same list
def test_filters_stay_when_a_suggestion_is_taken(page: Page) -> None:
    page.goto("/search?topic=Use+of+Force&sort=newest")
    typed(page, "force")

    with page.expect_navigation():
        options(page).first.click()

    assert parse_qs(urlsplit(page.url).query)["topic"] == ["Use of Force"]
    assert parse_qs(urlsplit(page.url).query)["sort"] == ["newest"]


def test_how_many_there_are_is_announced(page: Page) -> None:
    found = typed(page, "crisis")
    said = page.locator("[aria-live=polite]")

    expect(said).to_have_text(f"{len(found)} suggestions")
    page.keyboard.press("Escape")
    expect(said).to_have_text("")


def test_an_input_method_is_left_alone(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(suggested_for(request.url) or ""))
    typed(page, "crisis ")
    keyboard = page.context.new_cdp_session(page)

    before = len(asked)
    keyboard.send("Input.imeSetComposition", {"text": "te", "selectionStart": 2, "selectionEnd": 2})
    expect(box(page)).to_have_value("crisis te")
    expect(options(page)).to_have_count(0)
    # Of an input method, these choose a character; they neither submit nor open anything.
    for key in ("ArrowDown", "Enter"):
        keyboard.send(
            "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229}
        )
    assert urlsplit(page.url).path == "/"
    assert len(asked) == before
    with page.expect_response(lambda answer: suggested_for(answer.url) == "crisis team"):
        keyboard.send("Input.insertText", {"text": "team"})

    expect(box(page)).to_have_value("crisis team")
    expect(options(page).first).to_be_visible()


def test_a_late_answer_to_an_earlier_text_is_dropped(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if suggested_for(route.request.url) == "force":
            held.append(route)
        else:
            route.continue_()

    page.route(ASKED, hold)
    with page.expect_request(ASKED):
        box(page).press_sequentially("force")
    box(page).fill("")
    found = typed(page, "crisis")

    (late,) = held
    late.continue_()
    page.unroute_all()
    # Whatever the late answer would have done is done once a later one is there.
    page.evaluate("() => fetch('/api/v1/suggest?q=force&limit=1').then(answer => answer.text())")
    assert texts(page) == found


@pytest.mark.slow  # another journey with the same list
def test_an_answer_that_comes_after_the_box_was_left_opens_nothing(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(ASKED, hold)
    with page.expect_request(ASKED):
        box(page).press_sequentially("crisis")

    page.get_by_role("heading", level=1).click()
    held[0].continue_()
    page.unroute_all()

    expect(box(page)).to_have_attribute("aria-expanded", "false")
    # Whatever is asked later is answered later.
    box(page).focus()
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()


@pytest.mark.parametrize("answer", sampled(["none", "error", "nonsense"], 3))
def test_without_an_answer_the_box_is_a_plain_one(page: Page, answer: str) -> None:
    ways: dict[str, Callable[[Route], None]] = {
        "none": lambda route: route.abort("connectionrefused"),
        "error": lambda route: route.fulfill(status=503, body="{}"),
        "nonsense": lambda route: route.fulfill(body="<html>"),
    }
    typed(page, "crisis")
    page.route(ASKED, ways[answer])

    with page.expect_event("requestfailed" if answer == "none" else "requestfinished"):
        page.keyboard.type(" t")
    expect(options(page)).to_have_count(0)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert query(page) == "crisis t"


def test_one_character_asks_nothing(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(suggested_for(request.url) or ""))

    box(page).press_sequentially("c")
    box(page).press_sequentially("r")
    expect(options(page).first).to_be_visible()

    assert "c" not in asked
