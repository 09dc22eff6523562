"""The report of a run, as an editor opens it: a file, on any screen."""

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.sampling import sampled
from tests.unit.a_site import Site

STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
LONG = "Assessing-the-Impact-of-Co-Responder-Team-Programs-" * 3


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run that was held: everything that a report can tell is in it."""
    place = tmp_path_factory.mktemp("reported")
    site = Site(place, ("export", "sample"), publish="max_failed = 0")
    text = "\n\n".join(f"## Part {number}\n\nWords of a guide." for number in range(9))
    site.file("guide.md", f"# The guide\n\n{text}")
    site.records(
        *({"id": f"{LONG}{number}", "title": f"{LONG} {number}", "topics": [LONG]} for number in range(9))
    )
    site.run("index")
    site.file("guide.md", "# The guide\n\nLittle is left.")
    site.file("broken.pdf", "%PDF-1.4 broken")
    site.records(
        {"id": f"{LONG}0", "title": "Another title", "topics": ["Vans"]},
        *(
            {"id": f"new {number}", "title": f"{LONG} {number}", "topics": [LONG], "year": 2020}
            for number in range(9)
        ),
    )
    page = place / "report.html"
    assert site.run("index", "--html", str(page)).code == 5
    return page


@pytest.mark.parametrize("width", sampled([320, 768, 1280], 3))
def test_nothing_sticks_out(browser: Browser, report: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(report.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.get_by_role("heading", level=1).inner_text() == "Held: the previous build is still live"
    assert [heading.inner_text() for heading in page.get_by_role("heading", level=2).all()] == [
        "Removed",
        "Added",
        "Changed",
        "Text lost",
        "Resources by facet",
        "Failures",
    ]
    for cell in page.locator("td.wide").all():
        box = cell.bounding_box()
        assert box is not None
        assert box["width"] >= 100  # words, not a column of letters
    page.close()


@pytest.mark.parametrize("scheme", sampled(["light", "dark"], 2))
def test_axe_finds_nothing(browser: Browser, report: Path, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.goto(report.as_uri())

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})

    context.close()
    assert found.violations_count == 0, found.generate_report()
