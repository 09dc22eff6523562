"""With scripts, results replace one another within the page: same address, history and focus, and one sentence that is announced."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

MARK = "window.sameDocument = true; document.querySelector('[role=status]').same = true"
MENTAL = re.compile("^Mental Health and Crisis Response")


@pytest.fixture(scope="module")
def tab(browser: Browser, base: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    yield tab
    tab.unroute_all()
    tab.goto("about:blank")


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.evaluate(MARK)
    return page


def in_place(page: Page) -> bool:
    """Whether this is still the document that was marked, with the same sentence to be announced."""
    script = "[window.sameDocument, document.querySelector('[role=status]').same]"
    return bool(page.evaluate(script) == [True, True])


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_search_its_filters_and_back_stay_in_one_document(page: Page) -> None:
    opened(page, "/search?q=crisis")
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile("results for “crisis”$"))

    page.get_by_label("Search the library").fill("force")
    page.keyboard.press("Enter")
    expect(status).to_have_text(re.compile("results for “force”$"))
    expect(page).to_have_title(re.compile("^force – "))
    expect(page.get_by_role("heading", name="Results", exact=True)).to_be_focused()
    box = page.get_by_role("checkbox", name=MENTAL)
    promised = re.findall(r"(\d+) results?", box.evaluate("box => box.labels[0].textContent"))[0]
    box.press("Space")
    expect(status).to_have_text(f"{promised} results for “force”, 1 filter")
    expect(page.get_by_role("checkbox", name=MENTAL)).to_be_focused()
    assert asked(page) == {"q": ["force"], "topic": ["Mental Health and Crisis Response"]}

    page.go_back()
    expect(status).to_have_text(re.compile("results for “force”$"))
    page.go_back()
    expect(status).to_have_text(re.compile("results for “crisis”$"))
    expect(page.get_by_label("Search the library")).to_have_value("crisis")
    page.go_forward()
    expect(status).to_have_text(re.compile("results for “force”$"))
    assert in_place(page)


CONTROLS = {
    "Remove filter: Use of Force": {"q": ["crisis"], "type": ["Report"], "sort": ["title"]},
    "Clear topic filters": {"q": ["crisis"], "type": ["Report"], "sort": ["title"]},
    "Clear filters": {"q": ["crisis"], "sort": ["title"]},
    "Reset": {},
    "Newest first": {
        "q": ["crisis"], "topic": ["Use of Force"], "type": ["Report"], "sort": ["newest"]
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CONTROLS)
def test_each_control_means_what_its_link_says_and_leads_to_the_heading(page: Page, name: str) -> None:
    opened(page, "/search?q=crisis&topic=Use+of+Force&type=Report&sort=title")
    link = page.get_by_role("link", name=name, exact=name != "Reset")
    address = link.evaluate("link => link.href")

    link.click()

    expect(page).to_have_url(address)
    assert asked(page) == CONTROLS[name]
    assert in_place(page)
    heading = page.get_by_role("heading", level=2).first
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(page.get_by_label("Search the library")).to_have_value(*CONTROLS[name].get("q", [""]))
    assert page.locator("#search-form input[name=sort]").count() == ("sort" in CONTROLS[name])


@pytest.mark.slow
def test_what_is_shown_is_what_the_address_alone_shows(page: Page) -> None:
    opened(page, "/search?q=zeppelin")
    shown = "document.querySelector('main').innerText"

    for address in (
        "/search?q=crisis&topic=Use+of+Force",
        "/search?q=CIT&sort=title",
        "/search?q=crisis&page=99",
        "/search",
    ):
        page.evaluate(
            """address => { const link = document.createElement("a"); link.href = address;
            document.querySelector("main").append(link); link.click(); }""",
            address,
        )
        expect(page).to_have_url(re.compile(re.escape(address) + "$"))
        assert in_place(page)
        here = page.evaluate(shown)
        page.reload()
        assert page.evaluate(shown) == here
        page.evaluate(MARK)


@pytest.mark.slow
def test_an_answer_that_comes_late_is_dropped(page: Page) -> None:
    opened(page, "/search?q=crisis")
    late: list[Route] = []
    page.route(re.compile("q=force"), lambda route: late.append(route))  # noqa: PLW0108  # playwright notes something at it

    page.get_by_label("Search the library").fill("force")
    with page.expect_request(re.compile("q=force")):
        page.keyboard.press("Enter")
    page.get_by_label("Search the library").fill("training")
    page.keyboard.press("Enter")
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile("“training”"))
    late[0].continue_()
    page.evaluate("fetch('/search?q=zebra')")  # by then it has come, if it still does

    expect(status).to_have_text(re.compile("“training”"))
    assert asked(page) == {"q": ["training"]}
    assert in_place(page)


def _gone(route: Route) -> None:
    route.abort() if route.request.resource_type == "fetch" else route.continue_()


def _broken(route: Route) -> None:
    if route.request.resource_type == "fetch":
        route.fulfill(status=500, body="<p>no</p>")
    else:
        route.continue_()


def _renewed(route: Route) -> None:
    """Answer as a server of the next version would: with another style sheet."""
    answer = route.fetch()
    if route.request.resource_type == "fetch":
        route.fulfill(response=answer, body=answer.text().replace("site.css?v=", "site.css?v=0"))
    else:
        route.continue_()


@pytest.mark.slow
@pytest.mark.parametrize("fault", [_gone, _broken, _renewed])
def test_on_any_trouble_the_page_is_opened_as_ever(page: Page, fault: Callable[[Route], None]) -> None:
    opened(page, "/search?q=crisis")
    page.route(re.compile("/search"), fault)

    with page.expect_navigation():
        page.get_by_role("link", name="Newest first").click()

    expect(page.get_by_role("status")).to_have_text(re.compile("results for “crisis”$"))
    assert asked(page) == {"q": ["crisis"], "sort": ["newest"]}
    assert page.evaluate("window.sameDocument") is None


@pytest.mark.slow
def test_back_leads_to_the_place_that_was_left(page: Page) -> None:
    opened(page, "/search?q=crisis")
    following = page.get_by_role("link", name="Next page")
    following.scroll_into_view_if_needed()
    left = page.evaluate("scrollY")
    following.click()
    expect(page.get_by_text(re.compile("^Page 2 of"))).to_be_attached()
    assert page.evaluate("scrollY") == 0

    page.go_back()

    expect(page.get_by_text(re.compile("^Page 1 of"))).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - left) <= 1  # browsers round to whole pixels of the screen


@pytest.mark.slow
def test_a_link_with_a_key_held_and_one_to_elsewhere_are_left_to_the_browser(page: Page) -> None:
    opened(page, "/search?q=crisis")

    with page.context.expect_page() as other:
        page.get_by_role("link", name="Newest first").click(modifiers=["Control"])
    other.value.close()
    assert asked(page) == {"q": ["crisis"]}
    page.locator(".topics a").first.click()

    expect(page).to_have_url(re.compile("/topics/"))
    assert page.evaluate("window.sameDocument") is None


@pytest.mark.slow
def test_a_topic_is_searched_in_place_too(page: Page) -> None:
    opened(page, "/topics/use-of-force")

    page.get_by_label("Search in this topic").fill("training")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text(re.compile("“training”$"))
    expect(page.get_by_text("About this topic")).to_be_visible()
    assert urlsplit(page.url).path == "/topics/use-of-force"
    assert in_place(page)
