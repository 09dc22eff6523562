"""The address of a server over the sample library in; a picture of each page at three widths out, for docs/pages.md.

python -m tests.browser.screenshots http://127.0.0.1:8000 docs/pages
"""

import base64
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import launched

WIDTHS = (320, 768, 1280)
HEIGHT = 900
SCALE = 0.4  # small pictures: they show how a page is arranged
QUALITY = 55  # of JPEG, in percent
RESOURCE = "/resources/sample-mobile-crisis-teams"


def nothing(_page: Page) -> None:
    """Show a page as it is."""


def filters(page: Page) -> None:
    """Open the filters, where a link leads to them."""
    link = page.get_by_role("link", name="Filters and order")
    if link.is_visible():
        link.click()


def suggestions(page: Page) -> None:
    """Open the suggestions."""
    page.get_by_role("combobox").fill("use of")
    page.get_by_role("option").first.wait_for()


PAGES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "first": ("/", nothing),
    "suggestions": ("/", suggestions),
    "results": ("/search?q=crisis+team&topic=Mental+Health+and+Crisis+Response&year_from=2000", nothing),
    "filters": ("/search?q=crisis&topic=Use+of+Force", filters),
    "nothing-found": ("/search?q=zeppelin&topic=Use+of+Force", nothing),
    "topic": ("/topics/use-of-force", nothing),
    "all-topics": ("/facets/topic?q=crisis", nothing),
    "resource": (f"{RESOURCE}?q=crisis", nothing),
    "text": (f"{RESOURCE}/text", nothing),
    "help": ("/help", nothing),
    "not-found": ("/nowhere", nothing),
}


def main(address: str, folder: Path) -> None:
    """Write the pictures into *folder*: in light colours, the widest in dark ones."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        page = launched(playwright).new_page()
        for name, (path, state) in PAGES.items():
            shots = []
            for width in WIDTHS:
                page.emulate_media(
                    color_scheme="dark" if width == WIDTHS[-1] else "light", reduced_motion="reduce"
                )
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.goto(address + path)
                state(page)
                shots.append(base64.b64encode(page.screenshot()).decode())
            page.goto("about:blank")
            page.set_viewport_size(
                {"width": round(sum(WIDTHS) * SCALE) + 40, "height": round(HEIGHT * SCALE) + 20}
            )
            page.set_content(
                "<body style='margin:10px; display:flex; gap:10px; background:#888'>"
                + "".join(
                    f"<img src='data:image/png;base64,{shot}' height='{HEIGHT * SCALE}'>" for shot in shots
                )
            )
            page.screenshot(path=folder / f"{name}.jpg", type="jpeg", quality=QUALITY)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
