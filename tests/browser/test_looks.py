from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.sampling import sampled

WIDTHS = (320, 768, 1280)
STANDARDS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
PAGES = {
    "home": "/",
    "all resources": "/search",
    "results": "/search?q=crisis+team&topic=Mental+Health+and+Crisis+Response&year_from=2000",
    "own facets": "/search?audience=Residents+and+families&audience=Leaders+and+executives&sort=title",
    "nothing with own facets": "/search?q=crisis&audience=Residents+and+families&state=New+York",
    "all states": "/facets/state?state=Florida",
    "in Spanish": "/search?q=int%C3%A9rpretes",
    "all topics": "/facets/topic?q=crisis&topic=Use+of+Force",
    "an acronym with several meanings": "/search?q=CIT",
    "without synonyms": "/search?q=use+of+force&expand=0",
    "nothing found": "/search?q=zeppelin&topic=Use+of+Force",
    "corrected": "/search?q=deescaltion",
    "rescued": "/search?q=crisis&topic=Use+of+Force&year=2019",
    "few found": "/search?q=%22crisis+intervention%22+title%3Aguidebook",
    "past the end": "/search?q=crisis&page=99",
    "fifty on a page": "/search?per_page=50&sort=title",
    "help": "/help",
    "topic": "/topics/stops-searches-and-arrests",
    "error": "/nowhere",
}


LANGUAGES = ("en", "es")


def address_of(page_name: str, browser: Browser, base: str, language: str = "en") -> str:
    address = _address_of(page_name, browser, base)
    return address if language == "en" else f"{address}{'&' if '?' in address else '?'}lang={language}"


def _address_of(page_name: str, browser: Browser, base: str) -> str:
    if page_name in PAGES:
        return base + PAGES[page_name]
    context = browser.new_context(base_url=base)
    answer = context.request.get("/api/v1/search", params={"q": "mobile crisis team"}).json()
    context.close()
    own = f"{base}/resources/{answer['results'][0]['id']}"
    return f"{own}?q=crisis" if page_name == "resource" else f"{own}/text"


ALL_PAGES = [*PAGES, "resource", "text"]
QUICK = {("home", "en"), ("results", "en"), ("resource", "en"), ("results", "es")}
IN_EACH_LANGUAGE = [
    pytest.param(
        name,
        language,
        id=f"{name}-{language}",
        marks=[] if (name, language) in QUICK else pytest.mark.slow,
    )
    for name in ALL_PAGES
    for language in LANGUAGES
]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A page for all tests, without our policy: it would stop axe, which is put into the page as a script."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "width", [1280, *(pytest.param(width, marks=pytest.mark.slow) for width in (320, 768))]
)
@pytest.mark.parametrize(("name", "language"), IN_EACH_LANGUAGE)
def test_axe_finds_nothing(  # noqa: PLR0917  # a page and how it is looked at
    browser: Browser, base: str, tab: Page, name: str, language: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme="light")
    tab.goto(address_of(name, browser, base, language))
    assert tab.locator("html").get_attribute("lang") == language

    found = Axe().run(tab, options={"runOnly": STANDARDS})
    tab.emulate_media(color_scheme="dark")  # nothing but colours depends on it
    tab.reload()  # as a reader opens it: colours that change before his eyes take a moment
    in_the_dark = Axe().run(tab, options={"runOnly": COLOURS})

    assert found.violations_count == 0, found.generate_report()
    assert in_the_dark.violations_count == 0, in_the_dark.generate_report()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sampled(["results", "own facets", "topic", "nothing found", "resource"], 5))
def test_axe_finds_nothing_with_everything_unfolded_on_a_narrow_screen(
    browser: Browser, base: str, tab: Page, name: str, language: str
) -> None:
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.emulate_media(color_scheme="light")
    tab.goto(address_of(name, browser, base, language))
    for fold in tab.locator(".more > summary").all():
        fold.click()

    found = Axe().run(tab, options={"runOnly": STANDARDS})

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("name", "language"), IN_EACH_LANGUAGE)
def test_no_page_scrolls_sideways(browser: Browser, base: str, tab: Page, name: str, language: str) -> None:
    tab.goto(address_of(name, browser, base, language))
    tab.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_every_page_is_styled_and_breaks_no_rule_of_its_policy(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))

    def failed(request: Request) -> None:
        # A slow machine may still be fetching the icon when the next page is opened: that was given up, not refused.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"{request.url}: {request.failure}")

    page.on("requestfailed", failed)

    for name in (name for name in ALL_PAGES if name != "error"):
        page.goto(address_of(name, browser, base))
        colour = page.locator(".masthead").evaluate("box => getComputedStyle(box).backgroundColor")
        assert colour == "rgb(14, 54, 48)", name

    context.close()
    assert complaints == []


@pytest.mark.parametrize("name", sampled(["results", "own facets", "topic", "nothing found", "resource"], 5))
def test_what_is_clicked_is_large_enough(browser: Browser, base: str, tab: Page, name: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 900})
    tab.goto(address_of(name, browser, base))

    small = tab.locator(
        ".chips a, .undo a, .sorts a, .group-clear a, .pager a, .languages a, summary, button"
    ).evaluate_all(
        "all => all.map(one => [one.textContent.trim(), one.getBoundingClientRect().height])"
        ".filter(([, height]) => height > 0 && height < 24)"
    )

    assert small == []


@pytest.mark.parametrize("width", sampled(WIDTHS, 3))
def test_the_filters_stand_behind_the_results_in_the_source_and_on_the_screen(
    base: str, tab: Page, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(base + "/search?q=crisis")

    found, side = tab.locator(".found").bounding_box(), tab.locator(".side").bounding_box()

    assert found is not None
    assert side is not None
    if width == 1280:
        assert side["x"] >= found["x"] + found["width"]
        expect(tab.get_by_role("checkbox").first).to_be_in_viewport()
        expect(tab.locator(".to-side a")).to_be_hidden()
    else:
        assert side["y"] >= found["y"] + found["height"]
        expect(tab.locator(".to-side a")).to_be_in_viewport()
    before = tab.locator(".found").evaluate(
        "found => found.compareDocumentPosition(document.querySelector('.side')) & Node.DOCUMENT_POSITION_FOLLOWING"
    )
    assert before


def test_a_hostile_document_runs_no_script(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base)
    (hit,) = context.request.get("/api/v1/search", params={"q": 'title:"calm words"'}).json()["results"]
    page = context.new_page()

    page.goto(hit["url"])

    assert page.get_by_text("Read me.").is_visible()
    assert page.title() == "Calm"
    context.close()
