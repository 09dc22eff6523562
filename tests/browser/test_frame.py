"""The search in a frame of another site: the policy lets in those that are allowed, and the page there learns how high it is."""

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import CORPUS
from tests.processes import completed
from tests.serving import serving

HOST = """<!doctype html><html lang="en"><head><title>A site</title>
<script src="/height.js" defer></script></head>
<body><main><h1>A site</h1><iframe title="Search the guidebooks" src="{}" width="100%" height="200"></iframe></main></body></html>"""
HEIGHT = """addEventListener("message", ({{ origin, data }}) => {{
  if (origin === "{}" && data.type === "fieldguide:height") document.querySelector("iframe").height = Math.ceil(data.height);
}});"""


class Site(ThreadingHTTPServer):
    """Another site, which shows the search in a frame under a strict policy."""

    library: ClassVar[str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        library = Site.library
        script = self.path == "/height.js"
        body = (
            HEIGHT.format(library) if script else HOST.format(f"{library}/embed/frame?q=crisis+team")
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if script else "text/html; charset=utf-8")
        self.send_header(
            "Content-Security-Policy", f"default-src 'none'; script-src 'self'; frame-src {library}"
        )
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    """A site that is allowed to show the library, and one that is not."""
    allowed, other = Site(("127.0.0.1", 0), Handler), Site(("127.0.0.1", 0), Handler)
    for site in (allowed, other):
        threading.Thread(target=site.serve_forever, daemon=True).start()
    home: Path = tmp_path_factory.mktemp("framed")
    (home / "config.toml").write_text(
        f'[[sources]]\nname = "sample"\nkind = "folder"\npath = "{CORPUS}"\n[embed]\nallowed_origins = ["{allowed.origin}"]\n'
    )
    fieldguide = [str(Path(sys.executable).with_name("fieldguide")), "--config", str(home / "config.toml")]
    indexed = completed([*fieldguide, "index", "--yes"])
    assert indexed.returncode == 0, indexed.stderr
    with serving(lambda port: [*fieldguide, "serve", "--port", str(port), "--workers", "1"]) as (_, address):
        Site.library = address
        yield allowed, other
    for site in (allowed, other):
        site.shutdown()
        site.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.slow  # a library and two sites of its own
def test_an_allowed_site_shows_it_as_high_as_it_is(sites: tuple[Site, Site], page: Page) -> None:
    page.goto(sites[0].origin)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".entry").first).to_be_visible()
    page.wait_for_function("Number(document.querySelector('iframe').height) > 600")

    with page.expect_popup() as opened:
        frame.locator(".entry h3 a").first.click()
    assert opened.value.url
    frame.locator(".pager a").first.click()
    expect(frame.get_by_text("Page 2 of")).to_be_visible()
    assert page.frames[1].evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow  # a library and two sites of its own
def test_another_site_shows_nothing_of_it(sites: tuple[Site, Site], page: Page) -> None:
    page.goto(sites[1].origin)
    page.wait_for_load_state("networkidle")

    assert page.frame_locator("iframe").locator(".entry").count() == 0


@pytest.mark.slow  # axe
@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_for_everybody(sites: tuple[Site, Site], browser: Browser, width: int) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(f"{Site.library}/embed/frame?q=crisis+team")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    context.close()
    assert found.violations_count == 0, found.generate_report()
